namespace ActorEngine.Builder;

/// <summary>A here-document (Dockerfile reference, "Here-Documents").</summary>
/// <param name="Name">The word that ends it; also the file's name where it is copied into a directory.</param>
/// <param name="Content">Its lines, each with its newline.</param>
internal sealed record Heredoc(string Name, string Content)
{
    /// <summary>Variables in it are replaced where it is copied: its name was not quoted.</summary>
    public bool Expands { get; init; }

    /// <summary>Written with <c>&lt;&lt;-</c>: tabs that begin a line do not count.</summary>
    public bool StripsTabs { get; init; }

    /// <summary>The content as a program or file gets it.</summary>
    public string Text => StripsTabs ? string.Concat(Content.Split('\n').Select((line, i) => (i == 0 ? "" : "\n") + line.TrimStart('\t'))) : Content;
}

/// <summary>The announcement of a here-document in an instruction: <c>&lt;&lt;[-]NAME</c>.</summary>
internal sealed record HeredocMark(string Name, bool Expands, bool StripsTabs)
{
    /// <summary>Reads one raw word; null where it announces nothing.</summary>
    public static HeredocMark? Read(string word, char escape)
    {
        int at = 0;
        while (at < word.Length && char.IsAsciiDigit(word[at])) at++;
        if (string.CompareOrdinal(word, at, "<<", 0, 2) != 0) return null;
        at += 2;
        bool strips = at < word.Length && word[at] == '-';
        if (strips) at++;
        string raw = word[at..];
        if (raw.Length == 0 || raw.Contains('<')) return null;
        string name = RawWords.Unquote(raw, escape);
        return name.Length == 0 ? null : new HeredocMark(name, Expands: name == raw, strips);
    }

    /// <summary>All announcements of a line in order.</summary>
    public static IReadOnlyList<HeredocMark> Of(string line, char escape)
    {
        if (!line.Contains("<<", StringComparison.Ordinal)) return [];
        List<HeredocMark> marks = [];
        foreach (string word in RawWords.Split(line, escape))
            if (Read(word, escape) is { } mark) marks.Add(mark);
        return marks;
    }
}
