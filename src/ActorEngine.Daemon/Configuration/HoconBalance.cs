namespace ActorEngine.Daemon;

/// <summary>
/// Looks for brackets and quotes that do not match. Parsers differ in what they let pass: one that reads a file with an unclosed brace as
/// if it ended well would give the operator settings that were never meant.
/// </summary>
internal ref struct HoconBalance
{
    private readonly ReadOnlySpan<char> text;
    private readonly Stack<(char Opening, int Line)> open = new();
    private int at, line = 1;

    private HoconBalance(ReadOnlySpan<char> text) => this.text = text;

    /// <summary>The line and what is wrong there; null where all is matched.</summary>
    public static (int Line, string Problem)? Check(ReadOnlySpan<char> text) => new HoconBalance(text).Run();

    private (int Line, string Problem)? Run()
    {
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\n':
                    line++;
                    break;
                case '#':
                case '/' when Next('/'):
                    SkipComment();
                    break;
                case '"':
                    if (Quoted() is { } endless) return endless;
                    break;
                case '{' or '[':
                    open.Push((text[at], line));
                    break;
                case '}' or ']' when Close() is { } wrong:
                    return wrong;
            }
        }

        return open.TryPop(out var left) ? (left.Line, $"the '{left.Opening}' is never closed") : null;
    }

    private readonly bool Next(char wanted) => at + 1 < text.Length && text[at + 1] == wanted;

    // Stops before the line's end, which counts lines.
    private void SkipComment()
    {
        int length = text[at..].IndexOf('\n');
        at = length < 0 ? text.Length : at + length - 1;
    }

    private (int Line, string Problem)? Close()
    {
        char closing = text[at], opening = closing == '}' ? '{' : '[';
        if (!open.TryPop(out var last)) return (line, $"the '{closing}' closes nothing");
        return last.Opening == opening ? null : (line, $"the '{closing}' stands where the '{last.Opening}' of line {last.Line} should be closed");
    }

    private (int Line, string Problem)? Quoted()
    {
        int begun = line;
        if (text[at..].StartsWith("\"\"\""))
        {
            int length = text[(at + 3)..].IndexOf("\"\"\"");
            if (length < 0) return (begun, "the \"\"\" is never closed");
            line += text.Slice(at + 3, length).Count('\n');
            at += 3 + length + 2;
            // More quotes than three at the end belong to the text.
            while (Next('"')) at++;
            return null;
        }

        for (at++; at < text.Length && text[at] is not ('"' or '\n'); at++)
            if (text[at] == '\\') at++;
        return at < text.Length && text[at] == '"' ? null : (begun, "the '\"' is never closed");
    }
}
