package page

// stepNames are what the subtasks are called: 15 to 60 characters, as OCP's own
// are, and one in four in Chinese. More names than these compress worse, fewer
// better; OCP has some 400 in all, and a task uses a few dozen of them.
func stepNames() []string {
	return []string{
		"Prepare install cluster",
		"Check if process not exist",
		"Install rpm by package and version",
		"检查主机上的端口与磁盘空间是否满足要求",
		"Uninstall legacy ocp agent",
		"Start all OCP agent processes",
		"Set obproxy user and password for connect",
		"安装 OceanBase 软件包及其依赖",
		"Register obproxy exporter",
		"Refresh ocp agent config",
		"Wait for the observer to report its partitions as synchronised",
		"等待所有副本完成日志同步并达到一致状态",
		"Pre check for create host",
		"Stop all OCP agent processes",
		"Change log disk size of the observer and reload its parameters",
		"启动 observer 进程并等待其进入服务状态",
		"Collect all tenants mini compactions",
		"Synchronise the information of the cluster and its servers",
		"Switch the leaders of all tenants away from the zone",
		"将新的资源池分配给租户并刷新其规格信息",
		"Create directories and check their owners",
		"Upload the package from the software repository",
		"Bootstrap the cluster from the first zone",
		"清理临时目录以及上一次失败所遗留的文件",
		"Modify the primary zone of the tenant",
		"Verify that no major compaction is running",
		"Update the status of the host in the inventory",
		"回收主机并将其归还到空闲资源池当中",
	}
}

// gates are the nodes that wait for a whole split stage.
func gates() []string {
	return []string{"Wait for all of the stage", "等待本阶段的全部子任务执行完毕为止", "Wait node of the split stage"}
}
