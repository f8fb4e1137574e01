namespace ActorEngine.Builder;

/// <summary>COPY and ADD.</summary>
internal static partial class InstructionParser
{
    private static CopyInstruction Copy(InstructionText text)
    {
        bool isAdd = text.Keyword == "ADD";
        var flags = new FlagSet(text);
        var copy = new CopyInstruction(text.Place, text.Line.Text, isAdd, [], "")
        {
            Owner = flags.One("chown"),
            Mode = flags.One("chmod"),
            Link = flags.Switch("link") ?? false,
            Excludes = flags.Many("exclude"),
        };
        if (isAdd)
        {
            copy = copy with { Checksum = flags.One("checksum"), Unpack = flags.Switch("unpack"), KeepsGit = flags.Switch("keep-git-dir") ?? false };
        }
        else
        {
            copy = copy with { From = flags.One("from"), Parents = flags.Switch("parents") ?? false };
            if (copy.From is { Length: 0 }) throw text.Wrong("--from is empty", "--from=STAGE, its number, or IMAGE");
        }

        flags.Finish();
        IReadOnlyList<string> words = text.WordsOrJson();
        string form = $"{text.Keyword} SOURCE ... DESTINATION or {text.Keyword} [\"SOURCE\", \"DESTINATION\"]";
        if (words.Count < 2) throw text.Wrong($"{text.Keyword} has no destination", form);
        if (HeredocMark.Read(words[^1], text.Escape) is not null) throw text.Wrong("the destination is a here-document", form);
        Dictionary<int, Heredoc> inline = [];
        // The words of a JSON array are never announcements: its line would have none.
        var heredocs = new Queue<Heredoc>(text.Line.Heredocs);
        for (int i = 0; i < words.Count - 1; i++)
            if (heredocs.Count > 0 && HeredocMark.Read(words[i], text.Escape) is not null) inline[i] = heredocs.Dequeue();
        if (inline.Count > 0 && copy.From is not null) throw text.Wrong("a here-document cannot come --from somewhere", "COPY without --from");
        return copy with { Sources = [.. words.SkipLast(1)], Destination = words[^1], Inline = inline, Heredocs = text.Line.Heredocs };
    }
}
