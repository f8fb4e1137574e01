using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>
/// Keeps one client's requests in their order while the container of the first of them is still being compared with the machine after a start of the daemon: the order
/// in which a client asks is the order of "now". Belongs to the client's session actor.
/// </summary>
/// <param name="mustWait">The request reads or feeds a container of which only what was noted last is known; inspections and commands wait by themselves.</param>
/// <param name="wait">Asks for <see cref="Awaited"/> to be called when the container is known.</param>
/// <param name="begin">Carries a request out.</param>
internal sealed class RecoveryQueue(Func<IMessage, bool> mustWait, Action<ContainerReference> wait, Action<IEngineCall> begin)
{
    private readonly Queue<IEngineCall> held = new();

    /// <summary>Begins the request, or holds it. As many may be held as may be in flight.</summary>
    public void Add(IEngineCall call)
    {
        if (held.Count == 0 && !mustWait(call.Request))
        {
            begin(call);
            return;
        }

        held.Enqueue(call);
        if (held.Count == 1) WaitForFirst();
    }

    /// <summary>The container of the first is known, or has been waited for long enough.</summary>
    public void Awaited()
    {
        if (held.Count == 0) return;
        begin(held.Dequeue());
        while (held.Count > 0 && !mustWait(held.Peek().Request)) begin(held.Dequeue());
        if (held.Count > 0) WaitForFirst();
    }

    private void WaitForFirst() => wait(((IContainerMessage)held.Peek().Request).Container);
}
