package ocpsim

// serverTemplates work on observers and zones of one cluster.
func serverTemplates() []template {
	return []template{
		{key: "stop-zone", name: "Stop OB zone", cluster: true, stages: `Prepare stop OB zone 1800 > Stop zone 1800 >
			[Prepare stop observer] 300 > Wait > [Stop observer process] 1200 > Wait > [Update observer status] 300 >
			Update zone status 1800 > Sync cluster info 30 > Update OB cluster status 30`},
		{key: "start-zone", name: "Start OB zone", cluster: true, stages: `Prepare start OB zone 1800 > [Prepare start observer] 300 >
			Wait > [Start observer process] 1200 > Wait observer active 1800 > [Start ocp agent service] 1800 > Wait >
			[Update observer status] 300 > Start zone 1800 > Update zone status 1800 > Sync cluster info 30 >
			Update OB cluster status 30`},
		{key: "restart-zone", name: "Restart OB zone", cluster: true, stages: `Prepare restart OB zone 1800 > Stop zone 1800 >
			[Prepare restart observer] 300 > Wait > [Stop observer process] 1200 > Wait > [Start observer process] 1200 >
			Wait observer active 1800 > [Start ocp agent service] 1800 > Wait > [Update observer status] 300 >
			Start zone 1800 > Update zone status 1800 > Sync cluster info 30 > Update OB cluster status 30`},
		{key: "delete-server", name: "Delete OB server", cluster: true, stages: `Start node 30 > [Prepare delete observer] 300 > Wait >
			[Delete observer] 1800 > Wait observer delete 604800 > [Stop ocp agent service] 3600 > Wait >
			[Clean observer host] 1800 > Unreserve host 1800 > [Delete observer meta info] 1800 > Wait >
			[Update zone status] 1800 > Sync cluster info 30 > Update OB cluster status 30`},
		{key: "restart-server", name: "Restart OB server", cluster: true, stages: `Prepare restart observer 300 > Stop server 300 >
			Stop observer process 1200 > Start observer process 1200 > Wait observer active 1800 >
			Start ocp agent service 1800 > Start server 300 > Update observer status 300 > Update zone status 1800 >
			Sync cluster info 30 > Update OB cluster status 30`},
		{key: "add-server", name: "Add OB server", cluster: true, stages: `Prepare add observer 300 > Reserve host 1800 >
			[Pre check for install OB] 1800 > Wait > [Install rpm] 3600 > Wait > [Make dir for ob] 1800 > Wait >
			[Start observer process with param] 1200 > Wait > Add observer 1800 > Wait observer active 1800 >
			Restart observer process 1200 > Wait observer active 1800 > [Start ocp agent service] 1800 > Wait >
			[Update observer status] 300 > Wait > Update zone status 1800 > Sync cluster info 30 > Update OB cluster status 30`},
		{key: "add-zone", name: "Add OB zone", cluster: true, stages: `Prepare add observer 300 > Reserve host 1800 >
			[Pre check for install OB] 1800 > Wait > Add zone 1800 > Wait > Start zone 1800 > Set zone idc info 300 >
			[Install rpm] 3600 > Wait > [Make dir for ob] 1800 > Wait > [Start observer process with param] 1200 > Wait >
			Add observer 1800 > Wait observer active 1800 > Restart observer process 1200 > Wait observer active 1800 >
			[Start ocp agent service] 1800 > Wait > [Update observer status] 300 > Wait > Update zone status 1800 >
			Sync cluster info 30 > Update OB cluster status 30`},
		{key: "delete-zone", name: "Delete OB zone", cluster: true, stages: `Prepare delete OB zone 1800 >
			[Prepare delete observer] 300 > Stop zone 1800 > [Delete observer] 1800 > Wait observer delete 604800 >
			[Stop ocp agent service] 3600 > Wait > [Clean observer host] 1800 > Delete zone 1800 > Unreserve host 1800 >
			Delete zone meta info 1800 > Sync cluster info 30 > Update OB cluster status 30`},
	}
}
