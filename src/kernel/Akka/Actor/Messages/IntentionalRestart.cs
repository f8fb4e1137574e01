namespace Akka.Actor;

/// <summary>Makes its receiver fail, so that its supervisor restarts it.</summary>
public sealed class IntentionalRestart : IAutoReceivedMessage
{
    private IntentionalRestart()
    {
    }

    public static IntentionalRestart Instance { get; } = new();

    public override string ToString() => "<Restart>";
}

/// <summary>What an actor fails with when it is asked to restart.</summary>
public sealed class IntentionalActorRestartException : AkkaException
{
    public IntentionalActorRestartException()
        : base("Intentional actor restart")
    {
    }
}
