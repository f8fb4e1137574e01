using Akka.Actor;

namespace ActorEngine.Kernel.Tests.Actor;

/// <summary>Reports its life to an observer and fails on request.</summary>
public sealed class Reporter : ReceiveActor
{
    private readonly IActorRef _observer;
    private readonly string _name;
    private int _count;

    public Reporter(IActorRef observer, string name)
    {
        _observer = observer;
        _name = name;
        Receive<Exception>(e => throw e);
        Receive<string>(s => s == "count", _ => Sender.Tell(_count));
        Receive<string>(_ => _count++);
    }

    protected override void PreStart() => _observer.Tell($"{_name}:PreStart");

    protected override void PostStop() => _observer.Tell($"{_name}:PostStop");

    protected override void PreRestart(Exception reason, object message)
    {
        _observer.Tell($"{_name}:PreRestart:{reason.Message}:{message?.GetType().Name}");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        _observer.Tell($"{_name}:PostRestart:{reason.Message}");
        base.PostRestart(reason);
    }
}

/// <summary>Creates children from props and supervises them by a given strategy.</summary>
public sealed class Parent : ReceiveActor
{
    private readonly SupervisorStrategy _strategy;

    public Parent(SupervisorStrategy strategy)
    {
        _strategy = strategy;
        Receive<(Props Props, string Name)>(child => Sender.Tell(Context.ActorOf(child.Props, child.Name)));
        Receive<string>(name => Sender.Tell(Context.Child(name)));
    }

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;
}

/// <summary>Sends everything back.</summary>
public sealed class Echo : UntypedActor
{
    protected override void OnReceive(object message) => Sender.Tell(message);
}
