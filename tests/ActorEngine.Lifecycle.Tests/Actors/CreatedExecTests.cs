using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>Exec sessions that are created first and started later, as the Docker API has them.</summary>
public sealed class CreatedExecTests : LifecycleTest
{
    private static readonly ContainerReference Whichever = new("");

    [Fact]
    public void A_created_session_is_found_by_its_id_alone_through_all_of_its_life()
    {
        CreateAndStart("other");
        ContainerId id = CreateAndStart();
        ExecId exec = CreateExec(id, "one", "two");
        Assert.Equal(64, exec.Value.Length);
        Assert.Equal([exec], Services.Projection.Find(id)!.Inspection.Execs);
        ExecInspection created = Inspect(exec);
        Assert.Equal((id, false, 0, null), (created.Container, created.Running, created.Pid, created.Exit));
        Assert.Equal(["one", "two"], created.Settings.Command);

        ExecOpened opened = Start(exec);
        Assert.Equal((exec, 77), (opened.Started.Exec, opened.Started.Pid));
        Assert.Contains("exec one", Host.Calls);
        Assert.True(Inspect(exec).Running);

        Manager.Tell(new SettleExec(id, exec, new ExitStatus(4)), TestActor);
        ExpectMsg<ExecSettled>();
        ExecInspection ended = Inspect(exec);
        Assert.Equal((false, 4), (ended.Running, ended.Exit?.Code));
        AwaitAssert(() => Assert.Empty(Services.Projection.Find(id)!.Inspection.Execs));
    }

    [Fact]
    public void A_session_is_started_once()
    {
        ContainerId id = CreateAndStart();
        ExecId exec = CreateExec(id, "true");
        Start(exec);
        Manager.Tell(new OpenExec(Starting(exec)), TestActor);
        Assert.Equal($"Error: Exec command {exec} is already running", Reply<Fault>().Message);
        Manager.Tell(new SettleExec(id, exec, new ExitStatus(0)), TestActor);
        ExpectMsg<ExecSettled>();
        Manager.Tell(new OpenExec(Starting(exec)), TestActor);
        Fault fault = Reply<Fault>();
        Assert.Equal((FaultCode.Conflict, $"Error: Exec command {exec} has already run"), (fault.Code, fault.Message));
    }

    [Fact]
    public void What_reaches_a_session_just_after_its_end_is_answered_by_its_container()
    {
        ContainerId id = CreateAndStart();
        ExecId exec = CreateExec(id, "true");
        Start(exec);
        Manager.Tell(new SettleExec(id, exec, new ExitStatus(3)), TestActor);
        ExpectMsg<ExecSettled>();
        AwaitAssert(() => Assert.False(Inspect(exec).Running));
        string late = $"/user/{Manager.Path.Name}/container-{id.Value}/exec-{exec.Value}";
        Sys.EventStream.Publish(new DeadLetter(new SettleExec(id, exec, new ExitStatus(3)), TestActor, Lost(late)));
        ExpectMsg<ExecSettled>();
        Sys.EventStream.Publish(new DeadLetter(new InspectExec(Ref(id), exec), TestActor, Lost(late)));
        Assert.Equal(3, Reply<ExecInspection>().Exit?.Code);
    }

    private IActorRef Lost(string path) => ((ExtendedActorSystem)Sys).Provider.ResolveActorRef($"akka://{Sys.Name}{path}");

    [Fact]
    public void A_session_needs_a_running_container_and_a_command()
    {
        ContainerId id = Create();
        Manager.Tell(new CreateExec(Ref(id), new ExecSettings { Command = ["true"] }), TestActor);
        Assert.Equal(FaultCode.Conflict, Reply<Fault>().Code);
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Reply<Done>();
        Manager.Tell(new CreateExec(Ref(id), new ExecSettings { Command = [] }), TestActor);
        Assert.Equal(FaultCode.InvalidArgument, Reply<Fault>().Code);
    }

    [Fact]
    public void Of_a_session_that_nobody_made_nothing_is_known()
    {
        CreateAndStart();
        string foreign = new('a', 64);
        foreach (string text in (string[])["", "short", foreign])
        {
            Manager.Tell(new InspectExec(Whichever, new ExecId(text)), TestActor);
            Fault fault = Reply<Fault>();
            Assert.Equal((FaultCode.NotFound, $"No such exec instance: {text}"), (fault.Code, fault.Message));
        }
    }

    [Fact]
    public void What_was_created_for_a_run_ends_with_it()
    {
        ContainerId id = CreateAndStart();
        ExecId exec = CreateExec(id, "true");
        Host.Links[id].Exit(0);
        Becomes(id, ContainerStatus.Exited);
        Manager.Tell(new InspectExec(Whichever, exec), TestActor);
        Assert.Equal(FaultCode.NotFound, Reply<Fault>().Code);
    }

    [Fact]
    public void A_terminal_that_is_sized_before_its_session_starts_starts_with_that_size()
    {
        ContainerId id = CreateAndStart();
        Manager.Tell(new CreateExec(Ref(id), new ExecSettings { Command = ["sh"], Tty = true }), TestActor);
        ExecId exec = Reply<ExecCreated>().Exec;
        Manager.Tell(new ResizeExec(Whichever, exec, 12, 34), TestActor);
        Reply<Done>();
        ExecSettings settings = Start(exec).Settings;
        Assert.Equal((12, 34), (settings.Rows, settings.Columns));
    }

    [Fact]
    public void A_session_without_a_terminal_is_not_sized()
    {
        ExecId exec = CreateExec(CreateAndStart(), "true");
        Manager.Tell(new ResizeExec(Whichever, exec, 12, 34), TestActor);
        Assert.Equal(FaultCode.Conflict, Reply<Fault>().Code);
    }

    private ExecId CreateExec(ContainerId id, params string[] command)
    {
        Manager.Tell(new CreateExec(Ref(id), new ExecSettings { Command = command }), TestActor);
        return Reply<ExecCreated>().Exec;
    }

    private static StartExec Starting(ExecId exec) => new(Whichever, new ExecSettings { Command = [] }) { Exec = exec };

    private ExecOpened Start(ExecId exec)
    {
        Manager.Tell(new OpenExec(Starting(exec)), TestActor);
        return (ExecOpened)FishForMessage(message => message is ExecOpened);
    }

    private ExecInspection Inspect(ExecId exec)
    {
        Manager.Tell(new InspectExec(Whichever, exec), TestActor);
        return Reply<ExecInspection>();
    }
}
