package ocpsim

// tenantTemplates work on one tenant.
func tenantTemplates() []template {
	return []template{
		{key: "create-tenant", name: "Create tenant", cluster: true, tenant: true, stages: `Prepare create tenant 30 >
			Create ob tenant 1200 > Sync tenant information 300 > Set super user password 300 > Set whitelist 300 >
			Set system variables 300 > Set ob tenant parameters 300 > Update tenant status 300 >
			Import tenant srs info 600 > Import tenant time zone info 600`},
		{key: "create-standby-tenant", name: "Create network standby tenant", cluster: true, tenant: true, stages: `Prepare create tenant 30 >
			Create resource pool 600 > Create standby tenant read only user 1800 > Wait all relation tenants accessible 3600 >
			Create standby tenant 1800 > Wait ob tenant accessible 600 > Set standby tenant continuous recovery 300 >
			Check tenant log transport status ok 1800 > Create tenant service name 1800 > Sync tenant information 300 >
			Set ob tenant parameters 300 > Update tenant status 300`},
		{key: "add-replica", name: "Add tenant replica", cluster: true, tenant: true, stages: `Prepare alter tenant 300 >
			Wait alter locality 3600 > Sync tenant information 300 > Update tenant status 300`},
		{key: "delete-replica", name: "Delete tenant replica", cluster: true, tenant: true, stages: `Prepare alter tenant 300 >
			Wait alter locality 3600 > Prepare resource pool 300 > (Delete resource pool per zone) 300 >
			Sync tenant information 300 > Update tenant status 300`},
		{key: "modify-replica", name: "Modify tenant replica", cluster: true, tenant: true, stages: `Prepare alter tenant 300 >
			Prepare resource pool 300 > (Alter resource pool unit spec per zone) 300 > Alter tenant unit count 300 >
			Wait alter unit count 10000 > Sync tenant information 300 > Update tenant status 300`},
		{key: "switchover-tenant", name: "Switchover ob tenant for network mode", cluster: true, tenant: true, stages: `Prepare switchover tenant 60 >
			Create standby tenant read only user 1800 > Wait all relation tenants accessible 3600 >
			Switch primary tenant to standby 1800 > Switchover standby tenant to primary 1800 > Reset log restore source 1800 >
			[Update log restore source] 900 > Restart tenant service name if started 600 > Update tenant role in meta 120 >
			Reset switchover tenant info 120`},
		{key: "failover-tenant", name: "Failover tenant", cluster: true, tenant: true, stages: `Reset log restore source 1800 >
			Failover to primary tenant 1800 > Upgrade tenant data version 1800 > Create tenant service name 1800 >
			Update primary tenant info task 1800`},
	}
}
