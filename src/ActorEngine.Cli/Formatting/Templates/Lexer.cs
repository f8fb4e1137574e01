using System.Globalization;
using System.Text;

namespace ActorEngine.Cli.Formatting.Templates;

/// <summary>Cuts a template into tokens (the lexical rules of Go's text/template).</summary>
internal sealed class Lexer(string source)
{
    private readonly List<Token> tokens = [];
    private int at;

    public static List<Token> Read(string source) => new Lexer(source).Run();

    private List<Token> Run()
    {
        bool trim = false;
        while (at < source.Length)
        {
            int open = source.IndexOf("{{", at, StringComparison.Ordinal);
            string text = open < 0 ? source[at..] : source[at..open];
            bool trimEnd = open >= 0 && open + 3 < source.Length && source[open + 2] == '-' && char.IsWhiteSpace(source[open + 3]);
            if (trim) text = text.TrimStart();
            if (trimEnd) text = text.TrimEnd();
            if (text.Length > 0) tokens.Add(new Token(TokenKind.Text, text));
            if (open < 0) break;
            at = open + (trimEnd ? 3 : 2);
            trim = Action();
        }

        tokens.Add(new Token(TokenKind.End, ""));
        return tokens;
    }

    // Answers whether the text behind it is to be trimmed.
    private bool Action()
    {
        if (Comment(out bool trimAfter)) return trimAfter;
        tokens.Add(new Token(TokenKind.Open, "{{"));
        while (true)
        {
            int before = at;
            while (at < source.Length && char.IsWhiteSpace(source[at])) at++;
            bool spaced = at > before;
            if (at >= source.Length) throw new TemplateException("an action is opened with {{ and not closed with }}");
            if (Starts("}}") || (spaced && Starts("-}}")))
            {
                bool trim = source[at] == '-';
                at += trim ? 3 : 2;
                tokens.Add(new Token(TokenKind.Close, "}}"));
                return trim;
            }

            tokens.Add(Next() with { Spaced = spaced });
        }
    }

    private bool Comment(out bool trim)
    {
        trim = false;
        int start = at;
        while (start < source.Length && char.IsWhiteSpace(source[start])) start++;
        if (string.CompareOrdinal(source, start, "/*", 0, 2) != 0) return false;
        int end = source.IndexOf("*/", start, StringComparison.Ordinal);
        int close = end < 0 ? -1 : source.IndexOf("}}", end, StringComparison.Ordinal);
        if (close < 0) throw new TemplateException("a comment is not closed with */}}");
        trim = source[close - 1] == '-';
        at = close + 2;
        return true;
    }

    private Token Next()
    {
        char first = source[at];
        if (first is '"' or '`' or '\'') return Quoted(first);
        if (Starts(":=")) return Take(TokenKind.Declare, 2);
        if (first == '.' && at + 1 < source.Length && IsName(source[at + 1]) && !char.IsAsciiDigit(source[at + 1]))
        {
            at++;
            return new Token(TokenKind.Field, Name());
        }

        if (first == '$')
        {
            at++;
            return new Token(TokenKind.Variable, Name());
        }

        if (char.IsAsciiDigit(first) || (first is '-' or '+' && at + 1 < source.Length && char.IsAsciiDigit(source[at + 1]))) return Number();
        if (IsName(first)) return new Token(TokenKind.Word, Name());
        return first switch
        {
            '.' => Take(TokenKind.Dot, 1),
            '|' => Take(TokenKind.Pipe, 1),
            '(' => Take(TokenKind.LeftParen, 1),
            ')' => Take(TokenKind.RightParen, 1),
            '=' => Take(TokenKind.Assign, 1),
            ',' => Take(TokenKind.Comma, 1),
            _ => throw new TemplateException($"'{first}' is not expected in an action"),
        };
    }

    private Token Take(TokenKind kind, int length)
    {
        at += length;
        return new Token(kind, source.Substring(at - length, length));
    }

    private string Name()
    {
        int start = at;
        while (at < source.Length && IsName(source[at])) at++;
        return source[start..at];
    }

    private Token Number()
    {
        int start = at++;
        while (at < source.Length && (char.IsAsciiLetterOrDigit(source[at]) || source[at] == '.')) at++;
        return new Token(TokenKind.Number, source[start..at]);
    }

    private Token Quoted(char quote)
    {
        var text = new StringBuilder();
        for (at++; at < source.Length; at++)
        {
            if (source[at] == quote)
            {
                at++;
                if (quote != '\'') return new Token(TokenKind.String, text.ToString());
                if (text.Length != 1) throw new TemplateException("a character is written '' with exactly one character between");
                return new Token(TokenKind.Number, ((int)text[0]).ToString(CultureInfo.InvariantCulture));
            }

            if (source[at] != '\\' || quote == '`' || at + 1 == source.Length) text.Append(source[at]);
            else text.Append(Escaped());
        }

        throw new TemplateException($"a string is opened with {quote} and not closed");
    }

    private char Escaped() => source[++at] switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        'x' when at + 2 < source.Length && byte.TryParse(source.AsSpan(at + 1, 2), NumberStyles.HexNumber, null, out byte value) => Skip(2, (char)value),
        'u' when at + 4 < source.Length && ushort.TryParse(source.AsSpan(at + 1, 4), NumberStyles.HexNumber, null, out ushort value) => Skip(4, (char)value),
        var other => other,
    };

    private char Skip(int count, char value)
    {
        at += count;
        return value;
    }

    private bool Starts(string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

    private static bool IsName(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}
