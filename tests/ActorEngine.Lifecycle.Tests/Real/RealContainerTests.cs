using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>The actors over the real machine: real shim, real runtime, real control groups. Needs root, runc, busybox and a built actor-shim.</summary>
public sealed class RealContainerTests : LifecycleTest
{
    private const string Parent = "/actorengine-lifecycle-tests";

    private const string RealClock = """
        akka {
          loglevel = WARNING
          persistence {
            journal.plugin = "test.journal"
            snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
          }
        }
        test.journal {
          class = "ActorEngine.Lifecycle.Tests.FaultyJournal, ActorEngine.Lifecycle.Tests"
          plugin-dispatcher = "akka.actor.default-dispatcher"
        }
        """;

    private readonly List<ContainerId> made = [];

    public RealContainerTests() : base(null, RealMachine.RootFileSystem(), RealClock)
    {
    }

    private protected override LifecycleServices MakeServices()
    {
        LifecycleServices services = base.MakeServices();
        return services with
        {
            Host = null,
            Bundles = new BundleDefaults { CgroupParent = Parent },
            Settings = services.Settings with { ShimPath = RealMachine.ShimPath },
        };
    }

    private ContainerId Run(string name, params string[] command)
    {
        ContainerId id = CreateAndStart(name, settings => settings with { Command = command, StopTimeoutSeconds = 1 });
        made.Add(id);
        return id;
    }

    [RealMachineFact]
    public void A_program_runs_is_logged_and_its_exit_code_is_reported()
    {
        ContainerId id = Run("web", "sh", "-c", "echo hello; exit 7");
        Manager.Tell(new WaitContainer(Ref(id)), TestActor);
        Assert.Equal(7, Reply<ContainerWaited>().Exit.Code);
        ContainerView view = Services.Projection.Find(id)!;
        Assert.NotNull(view.FinalLogPosition);
        Assert.Contains("stdout F hello", File.ReadAllText(Path.Combine(view.LogDirectory, "000001.log")));
        AwaitAssert(() => Assert.False(Directory.Exists(view.Inspection.BundlePath)), TimeSpan.FromSeconds(10));
    }

    [RealMachineFact]
    public void A_program_that_is_not_there_is_127()
    {
        ContainerId id = Create("web", settings => settings with { Command = ["no-such-program"] });
        made.Add(id);
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Fault fault = Reply<Fault>();
        Assert.Equal(127, fault.ExitCode);
        Assert.Contains("no-such-program", fault.Message);
    }

    [RealMachineFact]
    public void Pause_top_update_exec_and_stop_work_on_a_real_container()
    {
        ContainerId id = Run("web", "sleep", "1000");
        Manager.Tell(new PauseContainer(Ref(id)), TestActor);
        Reply<Done>();
        Manager.Tell(new UnpauseContainer(Ref(id)), TestActor);
        Reply<Done>();
        Manager.Tell(new ListProcesses(Ref(id), []), TestActor);
        Assert.Contains(Reply<Contracts.ProcessTable>().Rows, row => row[^1] == "sleep 1000");
        Manager.Tell(new UpdateContainer(Ref(id), new ResourceLimits { PidsLimit = 55 }), TestActor);
        Reply<ContainerUpdated>();
        Manager.Tell(new OpenExec(new StartExec(Ref(id), new ExecSettings { Command = ["sh", "-c", "echo inside; exit 5"] })), TestActor);
        var opened = (ExecOpened)FishForMessage(message => message is ExecOpened, TimeSpan.FromSeconds(10));
        Assert.Equal(("inside\n", 5), RealMachine.ReadAll(opened.Stdio));
        Manager.Tell(new StopContainer(Ref(id)), TestActor);
        Reply<Done>();
        Assert.Equal(137, Services.Projection.Find(id)!.Summary.Exit!.Code);
    }

    [RealMachineFact]
    public void A_running_container_outlives_its_actors_and_a_killed_shim()
    {
        ContainerId id = Run("web", "sleep", "1000");
        int pid = Services.Projection.Find(id)!.Inspection.State.Pid;
        RestartManager();
        Becomes(id, ContainerStatus.Running);
        AwaitCondition(() => Services.Projection.Recovering == 0, TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(20));
        int shim = Services.Projection.Find(id)!.Inspection.State.ShimPid;
        Signals.Send(shim, Signals.Kill);
        AwaitAssert(() => Assert.NotEqual(shim, Services.Projection.Find(id)!.Inspection.State.ShimPid), TimeSpan.FromSeconds(10));
        Assert.Equal(pid, Services.Projection.Find(id)!.Inspection.State.Pid);
        Manager.Tell(new KillContainer(Ref(id)), TestActor);
        Reply<Done>();
        Becomes(id, ContainerStatus.Exited);
    }

    [RealMachineFact]
    public void A_daemon_that_was_away_learns_the_true_exit_code()
    {
        ContainerId id = Run("web", "sh", "-c", "while [ ! -e /go ]; do sleep 0.05; done; exit 23");
        string root = Services.Projection.Find(id)!.Inspection.RootPath;
        Watch(Manager);
        Sys.Stop(Manager);
        FishForMessage(message => message is Akka.Actor.Terminated);
        int pid = Services.Projection.Find(id)!.Inspection.State.Pid;
        File.WriteAllText(Path.Combine(root, "go"), "");
        AwaitCondition(() => Linux.ProcessTable.State(pid) is null or 'Z', TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(20));
        Services = Services with { Projection = new ContainerProjection() };
        Manager = StartManager();
        Becomes(id, ContainerStatus.Exited);
        Assert.Equal(23, Services.Projection.Find(id)!.Summary.Exit!.Code);
    }

    protected override void AfterAll()
    {
        foreach (ContainerId id in made.Where(id => Services.Projection.Find(id) is not null))
        {
            Manager.Tell(new RemoveContainer(Ref(id), Force: true), TestActor);
            FishForMessage(message => message is IReply, TimeSpan.FromSeconds(20));
        }

        Cgroup.Open(Services.HostFacts.Cgroups, Parent).Remove();
        base.AfterAll();
    }
}
