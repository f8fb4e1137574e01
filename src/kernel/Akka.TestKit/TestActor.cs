using Akka.Actor;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>The messages that steer a test actor.</summary>
public static class TestActor
{
    /// <summary>Whether a message is dropped.</summary>
    public delegate bool Ignore(object message);

    public static AutoPilot KeepRunning => AutoPilot.KeepRunning;

    public static AutoPilot NoAutoPilot => AutoPilot.NoAutoPilot;

    public static NullMessageEnvelope NullMessage => NullMessageEnvelope.Instance;

    /// <summary>Drop what the function says.</summary>
    public class SetIgnore(Ignore? ignore) : INoSerializationVerificationNeeded
    {
        public Ignore Ignore { get; } = ignore!;
    }

    /// <summary>Watch an actor.</summary>
    public class Watch(IActorRef actorToWatch) : INoSerializationVerificationNeeded
    {
        public IActorRef Actor { get; } = actorToWatch;
    }

    /// <summary>Watch an actor no more.</summary>
    public class Unwatch(IActorRef actorToUnwatch) : INoSerializationVerificationNeeded
    {
        public IActorRef Actor { get; } = actorToUnwatch;
    }

    /// <summary>Answer by the pilot.</summary>
    public class SetAutoPilot(AutoPilot autoPilot) : INoSerializationVerificationNeeded
    {
        public AutoPilot AutoPilot { get; } = autoPilot;
    }

    /// <summary>Create a child.</summary>
    public class Spawn(Props props, Option<string> name, Option<SupervisorStrategy> supervisorStrategy) : INoSerializationVerificationNeeded
    {
        public readonly Props _props = props;
        public readonly Option<string> _name = name;
        public readonly Option<SupervisorStrategy> _supervisorStrategy = supervisorStrategy;

        public IActorRef Apply(IActorRefFactory context) => context.ActorOf(_props, _name.HasValue ? _name.Value : null);
    }
}
