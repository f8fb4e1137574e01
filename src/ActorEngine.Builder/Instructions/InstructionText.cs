namespace ActorEngine.Builder;

/// <summary>A logical line taken apart: its keyword, its flags, the rest.</summary>
/// <param name="Keyword">In capitals.</param>
/// <param name="Rest">All after the flags.</param>
internal sealed record InstructionText(LogicalLine Line, char Escape, string Keyword, IReadOnlyList<Flag> Flags, string Rest)
{
    private static readonly HashSet<string> WithFlags = ["FROM", "RUN", "COPY", "ADD", "HEALTHCHECK"];

    public SourcePlace Place => Line.Place;

    public static InstructionText Read(LogicalLine line, char escape)
    {
        string text = line.Text;
        int end = text.AsSpan().IndexOfAny(' ', '\t');
        string keyword = (end < 0 ? text : text[..end]).ToUpperInvariant();
        string rest = end < 0 ? "" : text[end..].Trim();
        List<Flag> flags = [];
        while (WithFlags.Contains(keyword) && rest.StartsWith("--", StringComparison.Ordinal))
        {
            int stop = RawWords.End(rest, 0, escape);
            string word = rest[..stop];
            rest = rest[stop..].TrimStart();
            if (word == "--") break;
            flags.Add(Flag.Read(RawWords.Unquote(word, escape)));
        }

        return new InstructionText(line, escape, keyword, flags, rest);
    }

    public DockerfileException Wrong(string problem, string? expected = null) => new(Place, problem, expected);

    /// <summary>Blank-separated words, or a JSON array of strings.</summary>
    public IReadOnlyList<string> WordsOrJson() => JsonForm.Read(this) ?? (IReadOnlyList<string>)RawWords.Split(Rest, Escape);
}

/// <summary>A flag of an instruction; <paramref name="Value"/> is null where it has none.</summary>
internal sealed record Flag(string Name, string? Value)
{
    public static Flag Read(string word)
    {
        int equals = word.IndexOf('=');
        return equals < 0 ? new Flag(word[2..], null) : new Flag(word[2..equals], word[(equals + 1)..]);
    }
}
