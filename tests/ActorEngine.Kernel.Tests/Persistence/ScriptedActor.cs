using Akka.Actor;
using Akka.Persistence;

namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>Does with each text what its script says.</summary>
public sealed class ScriptedActor(string id, Recorder recorder, Action<ScriptedActor, string> script) : UntypedPersistentActor
{
    public override string PersistenceId => id;

    public static Props Props(string id, Recorder recorder, Action<ScriptedActor, string> script) =>
        Akka.Actor.Props.Create(() => new ScriptedActor(id, recorder, script));

    public void Report(string what) => recorder.Add(what);

    public void Reply(string what) => Sender.Tell(what);

    protected override void OnCommand(object message)
    {
        if (message is string text) script(this, text);
        else Unhandled(message);
    }

    protected override void OnRecover(object message)
    {
    }
}
