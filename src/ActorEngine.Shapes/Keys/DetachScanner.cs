namespace ActorEngine.Shapes;

/// <summary>Looks for the detach keys in what is typed. A begun sequence is held back until it is clear whether it goes on.</summary>
internal sealed class DetachScanner(byte[] keys)
{
    private int matched;

    /// <summary>What to pass on of <paramref name="typed"/>; <paramref name="detached"/> when the sequence is complete.</summary>
    public ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> typed, out bool detached)
    {
        detached = false;
        if (keys.Length == 0) return typed;
        var passed = new List<byte>(typed.Length + matched);
        foreach (byte key in typed.Span)
        {
            if (key == keys[matched])
            {
                if (++matched < keys.Length) continue;
                matched = 0;
                detached = true;
                break;
            }

            passed.AddRange(keys.AsSpan(0, matched));
            matched = key == keys[0] ? 1 : 0;
            if (matched == 1 && keys.Length == 1)
            {
                matched = 0;
                detached = true;
                break;
            }

            if (matched == 0) passed.Add(key);
        }

        return passed.ToArray();
    }
}
