package ocpsim

// agentTemplates work on hosts and their OCP agents; they have no cluster.
func agentTemplates() []template {
	return []template{
		{key: "reinstall-agent", name: "Reinstall OCP agent", stages: `Prepare reinstalling OCP agent 60 > Uninstall ocp agent 1800 >
			Install ocp agent 5400 > Finish reinstalling OCP agent 60`},
		{key: "prepare-host", name: "Prepare host", stages: `Pre check for create host 1800 > Uninstall legacy obagent 2100 >
			Uninstall legacy ocp agent 600 > Install ocp agent 5400 > Update host status 1800`},
		{key: "stop-agent", name: "Stop OCP agent", stages: `Prepare stop OCP agent 60 > Stop all OCP agent processes 600 >
			Finish OCP agent operation 60`},
		{key: "batch-stop-agent", name: "Batch stop OCP agent", stages: `[Prepare stop OCP agent] 60 > Wait >
			[Stop all OCP agent processes] 600 > Wait > [Finish OCP agent operation] 60`},
		{key: "restart-agent", name: "Restart OCP agent", stages: `Prepare restart OCP agent 60 > Restart pos proxy 60 >
			Stop all OCP agent processes 600 > Start all OCP agent processes 600 > Finish OCP agent operation 60`},
		{key: "batch-restart-agent", name: "Batch restart OCP agent", stages: `[Prepare restart OCP agent] 60 > Wait >
			[Restart pos proxy] 60 > Wait > [Stop all OCP agent processes] 600 > Wait >
			[Start all OCP agent processes] 600 > Wait > [Finish OCP agent operation] 60`},
		// As OCP Express runs it: its engine puts no Wait nodes between split
		// stages, but an edge from every copy to every copy of the next.
		{key: "restart-ob-agent", name: "Restart OB agent", stages: `[Prepare restart OB agent] 60 > [Restart OB agent] 600 >
			[Finish restart OB agent] 60`},
		{key: "workload-report", name: "Generate workload report", cluster: true,
			stages: `[Generate report] 1800 > Wait > Store workload report 600`},
		{key: "inspection", name: "Inspection task", cluster: true, stages: `Manual inspection task 7200`},
		{key: "major-compactions", name: "Collect all tenants major compactions", stages: `Collect all tenants mini compactions 600`},
	}
}

// proxyTemplates work on OBProxy.
func proxyTemplates() []template {
	return []template{
		{key: "install-obproxy", name: "Install obproxy", stages: `Prepare obproxy install 300 > {Prepare create obproxy 1800 |
			Check if process not exist 300 | Check if command exists 300 | Install rpm by package and version 3600 |
			Start obproxy process 600 | Sync obproxy parameter 30 | Set obproxy user and password for connect 30 |
			Refresh ocp agent config 3600 | Register obproxy exporter 30 | Update obproxy status 300} > Finish node 0`},
		{key: "offline-obproxy", name: "Offline obproxy", stages: `Start node 30 > [Prepare offline obproxy] 1800 > Wait >
			[Stop and uninstall obproxy] 1800 > Delete obproxy info 300 > [Offline obproxy exporter] 30 >
			Unreserve host 1800 > Finish node 0`},
	}
}
