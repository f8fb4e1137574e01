namespace ActorEngine.Gateway.Hosting;

/// <summary>How many clients are connected, and since when nobody is. Thread-safe.</summary>
internal sealed class Guests(TimeProvider time)
{
    private readonly Lock gate = new();
    private int count;
    private long left = time.GetTimestamp();

    public int Count
    {
        get
        {
            lock (gate) return count;
        }
    }

    /// <summary>For how long nobody has been connected; zero while somebody is.</summary>
    public TimeSpan Silence
    {
        get
        {
            lock (gate) return count > 0 ? TimeSpan.Zero : time.GetElapsedTime(left);
        }
    }

    /// <summary>A client has connected; how many there are with it.</summary>
    public int Enter()
    {
        lock (gate) return ++count;
    }

    public void Leave()
    {
        lock (gate)
        {
            count--;
            left = time.GetTimestamp();
        }
    }
}
