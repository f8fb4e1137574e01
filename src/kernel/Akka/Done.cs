namespace Akka;

/// <summary>The value of an operation that succeeds with nothing to say.</summary>
public sealed class Done
{
    /// <summary>The only instance.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
