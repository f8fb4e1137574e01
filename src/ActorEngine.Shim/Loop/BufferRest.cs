namespace ActorEngine.Shim.Loop;

/// <summary>Gives buffers back that a burst of output filled, once nobody used them for a while.</summary>
internal sealed class BufferRest(PollLoop loop, params NativeBuffer[] buffers)
{
    private const int PauseMilliseconds = 1000;

    private bool used, waiting;

    /// <summary>The buffers were filled; what they hold is not needed any more when the loop waits.</summary>
    public void Used()
    {
        used = true;
        if (waiting) return;
        waiting = true;
        loop.After(PauseMilliseconds, Look);
    }

    private void Look()
    {
        waiting = used;
        used = false;
        if (waiting) loop.After(PauseMilliseconds, Look);
        else foreach (NativeBuffer buffer in buffers) buffer.Release();
    }
}
