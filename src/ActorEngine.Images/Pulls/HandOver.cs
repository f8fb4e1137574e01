namespace ActorEngine.Images;

/// <summary>Hands a thing over from work outside to its actor. Whichever comes last, the thing or the actor's end, disposes it. Safe for all threads.</summary>
internal sealed class HandOver<T> where T : class, IDisposable
{
    private readonly Lock gate = new();
    private T? thing;
    private bool closed;

    /// <summary>The work has made it.</summary>
    public void Put(T made)
    {
        lock (gate)
        {
            if (closed) made.Dispose();
            else thing = made;
        }
    }

    /// <summary>The actor passes it on; it is no longer disposed here.</summary>
    public T? Take()
    {
        lock (gate)
        {
            T? taken = thing;
            thing = null;
            return taken;
        }
    }

    /// <summary>The actor has ended.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            thing?.Dispose();
            thing = null;
        }
    }
}
