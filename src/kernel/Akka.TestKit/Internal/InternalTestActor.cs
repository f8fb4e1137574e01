using System.Threading.Channels;
using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Puts whatever it gets where the test can take it.</summary>
internal sealed class InternalTestActor(Channel<MessageEnvelope> queue) : ActorBase
{
    private readonly DelegatingSupervisorStrategy _strategy = new();
    private TestKit.TestActor.Ignore? _ignore;
    private AutoPilot _autoPilot = AutoPilot.NoAutoPilot;

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestKit.TestActor.SetIgnore setIgnore:
                _ignore = setIgnore.Ignore;
                return true;
            case TestKit.TestActor.Watch watch:
                Context.Watch(watch.Actor);
                Sender.Tell(watch.Actor);
                return true;
            case TestKit.TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                Sender.Tell(unwatch.Actor);
                return true;
            case TestKit.TestActor.SetAutoPilot setAutoPilot:
                _autoPilot = setAutoPilot.AutoPilot;
                return true;
            case TestKit.TestActor.Spawn spawn:
                OnSpawn(spawn);
                return true;
        }

        var sender = Sender;
        if (_autoPilot is not NoAutoPilot)
        {
            var next = _autoPilot.Run(sender, message);
            if (next is not KeepRunning)
                _autoPilot = next;
        }

        if (_ignore is null || !_ignore(message))
            queue.Writer.TryWrite(new RealMessageEnvelope(message, sender));
        return true;
    }

    private void OnSpawn(TestKit.TestActor.Spawn spawn)
    {
        var child = spawn.Apply(Context);
        if (spawn._supervisorStrategy.HasValue)
            _strategy.Update(child, spawn._supervisorStrategy.Value);
        queue.Writer.TryWrite(new RealMessageEnvelope(child, Self));
    }
}
