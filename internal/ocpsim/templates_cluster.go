package ocpsim

// clusterTemplates work on whole clusters.
func clusterTemplates() []template {
	return []template{
		{key: "create-cluster", name: "Create primary OB cluster", cluster: true, stages: `Prepare install cluster 300 >
			[Pre check for install OB] 1800 > Wait > [Install rpm] 3600 > Wait > [Make dir for ob] 1800 > Wait >
			[Do io bench] 7200 > Bootstrap ob 3600 > [Restart observer process] 1200 > Wait observer accessible 1800 >
			Set sys password 300 > Create default user 180 > Set sys Primary Zone 300 > Wait cluster accessible 1200 >
			[Refresh ocp agent config] 3600 > Wait > [Start ocp agent service] 1800 > Sync cluster info 30 >
			Sync all tenant information 300 > Update OB cluster status 30 > Trigger compaction 300 > Link obproxy 600`},
		// The same name in a later version: twelve subtasks per host, and two
		// split stages without a Wait node between them.
		{key: "create-cluster-12", name: "Create primary OB cluster", cluster: true, stages: `Prepare install cluster 300 >
			[Pre check for install OB] 1800 > Wait > [Install rpm] 3600 > Wait > [Make dir for ob] 1800 > Wait >
			[Do io bench] 7200 > Wait > [Start observer process with param] 1200 > Bootstrap ob 3600 >
			[Restart observer process] 1200 > Wait observer accessible 1800 > [Run io calibration] 1800 >
			[Update server process info] 5000 > Wait > [Refresh ocp agent config] 3600 > Wait > [Active agent modules] 1800 > Wait >
			[Start ocp agent service] 1800 > Wait > [Update observer status] 300 > Update OB cluster status 30`},
		{key: "stop-cluster", name: "Stop OB cluster", cluster: true, stages: `Prepare stop OB cluster 1800 >
			(Prepare stop OB zone) 1800 > Wait > [Prepare stop observer] 300 > Wait > [Stop observer process] 1200 > Wait >
			[Update observer status] 300 > Wait > (Update zone status) 1800 > Update OB cluster status 30`},
		{key: "start-cluster", name: "Start OB cluster", cluster: true, stages: `Prepare start OB cluster 1800 >
			(Prepare start OB zone) 1800 > Wait > [Prepare start observer] 300 > Wait > [Start observer process] 1200 >
			Wait observer accessible 1800 > [Start ocp agent service] 1800 > Wait > [Start server] 300 > Wait >
			(Start zone) 1800 > Wait > [Update observer status] 300 > Wait > (Update zone status) 1800 >
			Sync all tenant information 300 > Update OB cluster status 30`},
		{key: "restart-cluster", name: "Restart OB cluster", cluster: true, stages: `Prepare restart OB cluster 1800 >
			(Prepare restart OB zone) 1800 > Wait > [Prepare restart observer] 300 > Wait > [Stop observer process] 1200 > Wait >
			[Start observer process] 1200 > Wait observer accessible 1800 > [Start ocp agent service] 1800 > Wait >
			[Start server] 300 > Wait > (Start zone) 1800 > Wait > [Update observer status] 300 > Wait >
			(Update zone status) 1800 > Update OB cluster status 30`},
		{key: "delete-cluster", name: "Delete primary OB cluster", cluster: true, stages: `Prepare delete cluster 300 >
			[Stop ocp agent service] 3600 > Wait > [Clean observer host] 1800 > Delete cluster info 1800 > Unreserve host 1800`},
		{key: "upgrade-cluster", name: "Submit upgrade OB cluster dag", cluster: true, stages: `Start node 30 >
			Prepare upgrade cluster 1800 > Submit cluster upgrade task 1800 > Wait dag success 604800 > Update OB cluster status 30`},
		{key: "take-over", name: "Take over primary OB cluster", cluster: true, stages: `Mc lock ob clusters 60 >
			Prepare take over cluster 30 > Reserve host 1800 > Create default user 180 > Register config url 60 >
			[Run io calibration] 1800 > Wait > Record root service list 60 > Wait cluster accessible 1200 >
			[Update server process info] 5000 > Wait > Attach cluster attributes 1800 > [Refresh ocp agent config] 3600 > Wait >
			[Active agent modules] 1800 > Wait > Sync cluster info 60 > Sync all tenant information 300 >
			Set proxyro password to sys tenant 600 > [Update observer status] 300 > Wait > (Update zone status) 1800 > Wait >
			Update OB cluster status 30 > Create resource manager for default user 180 > Mc unlock ob clusters 60`},
		{key: "switchover-cluster", name: "Switchover OB cluster", cluster: true, stages: `Mc lock ob clusters 60 >
			Prepare switchover 300 > Switchover to standby 300 > Switchover to primary check 300 > Switchover to primary 300 >
			Switchover Update Role Task 60 > Mc unlock ob clusters 60`},
		{key: "failover-cluster", name: "Failover OB cluster", cluster: true, stages: `Mc lock ob clusters 60 >
			Failover to Primary Check 1800 > Failover to Primary 1800 > [Update OB cluster status] 30 > Wait >
			Mc ob failover update mc ob cluster 60 > Sync all cluster info 60 > [Remove standby cluster] 1800 >
			Mc unlock ob clusters 60`},
	}
}
