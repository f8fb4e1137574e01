namespace ActorEngine.Linux;

/// <summary>Fills a sigset_t: one bit per signal, signal 1 lowest.</summary>
internal static unsafe class SignalSet
{
    public const int Size = 128;

    public static void Fill(byte* set) => new Span<byte>(set, Size).Fill(0xff);

    public static void Of(byte* set, IReadOnlyList<int> signals)
    {
        new Span<byte>(set, Size).Clear();
        for (int i = 0; i < signals.Count; i++) Add(set, signals[i]);
    }

    public static void Of(byte* set, ReadOnlySpan<int> signals)
    {
        new Span<byte>(set, Size).Clear();
        foreach (int signal in signals) Add(set, signal);
    }

    private static void Add(byte* set, int signal) => set[(signal - 1) / 8] |= (byte)(1 << ((signal - 1) % 8));
}
