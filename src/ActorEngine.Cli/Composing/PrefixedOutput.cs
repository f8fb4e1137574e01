using System.Text;

namespace ActorEngine.Cli.Composing;

/// <summary>Writes lines of several containers to one place, each behind its container's name; a line is written as a whole.</summary>
internal sealed class PrefixedOutput(Action<ReadOnlyMemory<byte>> write, Lock gate, string prefix)
{
    private const int LongestLine = 64 << 10;
    private readonly byte[] head = Encoding.UTF8.GetBytes(prefix);
    private readonly MemoryStream line = new();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..(end + 1)];
            if (line.Length == 0) line.Write(head);
            line.Write(part);
            bytes = bytes[part.Length..];
            if (end >= 0) Flush();
            else if (line.Length > LongestLine) End();
        }
    }

    /// <summary>What is left of a line without an end.</summary>
    public void End()
    {
        if (line.Length == 0) return;
        line.WriteByte((byte)'\n');
        Flush();
    }

    private void Flush()
    {
        lock (gate) write(line.ToArray());
        line.SetLength(0);
    }
}
