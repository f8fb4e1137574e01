namespace ActorEngine.Images;

/// <summary>Hands an opened store over to its actor. Whichever comes last, the store or the actor's end, closes it: a store nobody took would keep its lock.</summary>
internal sealed class StoreSlot
{
    private readonly Lock gate = new();
    private ImageStore? store;
    private bool closed;

    public void Put(ImageStore opened)
    {
        lock (gate)
        {
            if (closed) opened.Dispose();
            else store = opened;
        }
    }

    public void Close()
    {
        lock (gate)
        {
            closed = true;
            store?.Dispose();
            store = null;
        }
    }
}
