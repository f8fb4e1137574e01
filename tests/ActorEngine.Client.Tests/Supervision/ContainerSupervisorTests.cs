using ActorEngine.Client.Tests.Harness;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client.Tests.Supervision;

public sealed class ContainerSupervisorTests : GateKit
{
    private readonly FakeContainers containers;

    public ContainerSupervisorTests()
    {
        containers = new FakeContainers(Views, new FakeEvents(() => Views), name => Add(name, ContainerStatus.Running));
        Engine = containers.AnswerAsync;
    }

    [Fact]
    public void Children_start_in_order_and_stop_in_the_reverse_order()
    {
        StartGate();
        var supervisor = Start(SupervisionMode.OneForOne);
        AwaitActs("start p-a", "start p-b", "start p-c");

        Watch(supervisor);
        supervisor.Tell(new StopSupervisor());

        ExpectTerminated(supervisor);
        AwaitActs("start p-a", "start p-b", "start p-c", "stop p-c", "stop p-b", "stop p-a");
    }

    [Fact]
    public void A_child_that_ends_starts_again_with_those_after_it()
    {
        StartGate();
        Start(SupervisionMode.RestForOne);
        AwaitActs("start p-a", "start p-b", "start p-c");
        var before = containers.Named("p-b").Id;

        containers.End("p-b", 1);

        AwaitActs("start p-a", "start p-b", "start p-c", "stop p-c", "start p-b", "start p-c");
        Assert.NotEqual(before, containers.Named("p-b").Id);
    }

    [Fact]
    public void A_child_that_ends_as_it_should_is_left_alone()
    {
        StartGate();
        var supervisor = Start(SupervisionMode.AllForOne);
        AwaitActs("start p-a", "start p-b", "start p-c");

        containers.End("p-b", 0);

        AwaitAssert(() =>
        {
            supervisor.Tell(new GetSupervisedChildren(), TestActor);
            Assert.Equal([true, false, true], ExpectMsg<SupervisedChildren>().Children.Select(child => child.Running));
        });
        AwaitActs("start p-a", "start p-b", "start p-c");
    }

    [Fact]
    public void Too_many_ends_reach_the_supervisors_own_supervisor()
    {
        StartGate();
        Sys.ActorOf(Props.Create(() => new Parent(Connect("CN=admin"), TestActor)));
        AwaitActs("start p-a");

        containers.End("p-a", 1);
        AwaitActs("start p-a", "start p-a");
        containers.End("p-a", 9);

        var failed = Assert.IsType<ContainerSupervisionException>(ExpectMsg<Exception>());
        Assert.Equal(("a", 9), (failed.Child, failed.Exit.Code));
    }

    private static ChildContainer[] Children(params string[] names) => [.. names.Select(name => new ChildContainer(name, new ContainerSettings { Image = new("busybox") }))];

    private IActorRef Start(SupervisionMode mode) => Sys.ActorOf(ContainerSupervisor.Props(Connect("CN=admin"),
        new SupervisionSettings { Prefix = "p", Mode = mode, FirstPause = TimeSpan.FromMilliseconds(1) }, Children("a", "b", "c")));

    private void AwaitActs(params string[] acts) => AwaitAssert(() => Assert.Equal(acts, containers.Acts), TimeSpan.FromSeconds(20));

    private sealed class Parent : ReceiveActor
    {
        private readonly IActorRef report;

        public Parent(IContainerEngine engine, IActorRef report)
        {
            this.report = report;
            Context.ActorOf(ContainerSupervisor.Props(engine, new SupervisionSettings { Prefix = "p", MaxRestarts = 1, FirstPause = TimeSpan.FromMilliseconds(1) }, Children("a")));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(error =>
        {
            report.Tell(error);
            return Directive.Stop;
        });
    }
}
