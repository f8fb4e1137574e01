namespace ActorEngine.Shapes;

/// <summary>The key sequence that leaves an attached container running: <c>ctrl-p,ctrl-q</c>, single letters, <c>ctrl-@</c> and the like.</summary>
internal static class DetachKeys
{
    public const string Default = "ctrl-p,ctrl-q";

    /// <summary>The bytes of the sequence; empty for an empty text, which switches detaching off.</summary>
    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static byte[] Parse(string text) => text.Length == 0 ? [] : [.. text.Split(',').Select(Key)];

    private static byte Key(string key)
    {
        if (key.Length == 1 && key[0] < 128) return (byte)key[0];
        string lower = key.ToLowerInvariant();
        if (lower.Length == 6 && lower.StartsWith("ctrl-", StringComparison.Ordinal))
        {
            char last = lower[5];
            if (last is >= 'a' and <= 'z') return (byte)(last - 'a' + 1);
            if (last is '@') return 0;
            if (last is '[' or '\\' or ']' or '^' or '_') return (byte)(last - '[' + 27);
        }

        return lower == "del" ? (byte)127 : throw new FormatException($"'{key}' is not a key; write a character, or ctrl- and one of a-z, @, [, \\, ], ^, _.");
    }
}
