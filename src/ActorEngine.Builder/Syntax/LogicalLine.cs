using System.Text;

namespace ActorEngine.Builder;

/// <summary>One instruction's text: continued lines joined, comments left out, here-documents apart.</summary>
internal sealed record LogicalLine(SourcePlace Place, string Text, IReadOnlyList<Heredoc> Heredocs);

/// <summary>Turns a Dockerfile's text into logical lines.</summary>
internal sealed class LineReader
{
    private static readonly string[] WithHeredocs = ["RUN", "COPY", "ADD"];
    private readonly string file;
    private readonly string[] lines;
    private readonly char escape;
    private int next;

    public LineReader(string file, string text)
    {
        this.file = file;
        lines = [.. text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r'))];
        Directives = ParserDirectives.Read(file, lines);
        escape = Directives.Escape;
    }

    public ParserDirectives Directives { get; }

    public IEnumerable<LogicalLine> Read()
    {
        while (next < lines.Length)
        {
            string line = lines[next];
            if (IsEmptyOrComment(line))
            {
                next++;
                continue;
            }

            var place = new SourcePlace(file, next + 1, line.TrimEnd());
            string text = Join();
            yield return new LogicalLine(place, text, TakesHeredocs(text) ? ReadHeredocs(place, text) : []);
        }
    }

    private string Join()
    {
        var joined = new StringBuilder();
        for (bool first = true; next < lines.Length; first = false)
        {
            string line = lines[next];
            if (!first && IsEmptyOrComment(line))
            {
                next++;
                continue;
            }

            next++;
            string part = first ? line.TrimStart() : line;
            int cut = Continuation(part);
            joined.Append(cut < 0 ? part : part[..cut]);
            if (cut < 0) break;
        }

        return joined.ToString().TrimEnd();
    }

    // An escape character that ends the line, blanks after it aside, and is not escaped itself.
    private int Continuation(string line)
    {
        int end = line.Length;
        while (end > 0 && line[end - 1] is ' ' or '\t') end--;
        return end > 0 && line[end - 1] == escape && (end == 1 || line[end - 2] != escape) ? end - 1 : -1;
    }

    private List<Heredoc> ReadHeredocs(SourcePlace place, string text)
    {
        List<Heredoc> found = [];
        foreach (HeredocMark mark in HeredocMark.Of(text, escape))
        {
            var content = new StringBuilder();
            while (true)
            {
                if (next >= lines.Length)
                    throw new DockerfileException(place, $"the here-document '{mark.Name}' does not end", $"a line that is just {mark.Name}");
                string line = lines[next++];
                if ((mark.StripsTabs ? line.TrimStart('\t') : line) == mark.Name) break;
                content.Append(line).Append('\n');
            }

            found.Add(new Heredoc(mark.Name, content.ToString()) { Expands = mark.Expands, StripsTabs = mark.StripsTabs });
        }

        return found;
    }

    private static bool TakesHeredocs(string text)
    {
        string rest = text;
        while (true)
        {
            int blank = rest.AsSpan().IndexOfAny(' ', '\t');
            if (blank < 0) return false;
            string word = rest[..blank].ToUpperInvariant();
            rest = rest[blank..].TrimStart();
            if (word != "ONBUILD") return WithHeredocs.Contains(word);
        }
    }

    private static bool IsEmptyOrComment(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().TrimStart();
        return text.IsEmpty || text[0] == '#';
    }
}
