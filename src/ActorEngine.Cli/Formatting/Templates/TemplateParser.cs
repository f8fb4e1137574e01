using System.Globalization;

namespace ActorEngine.Cli.Formatting.Templates;

/// <summary>Makes nodes from tokens.</summary>
internal sealed class TemplateParser(List<Token> tokens)
{
    private int at;

    public static IReadOnlyList<Node> Parse(string source)
    {
        var parser = new TemplateParser(Lexer.Read(source));
        var nodes = parser.Body(out string? end);
        return end is null ? nodes : throw new TemplateException($"{{{{{end}}}}} stands without a beginning");
    }

    // Reads up to {{end}} or {{else}}, which it leaves read up to behind the word; null at the end of the template.
    private List<Node> Body(out string? end)
    {
        var nodes = new List<Node>();
        while (true)
        {
            var token = tokens[at++];
            switch (token.Kind)
            {
                case TokenKind.End:
                    end = null;
                    return nodes;
                case TokenKind.Text:
                    nodes.Add(new Node.Text(token.Text));
                    break;
                case TokenKind.Open when tokens[at] is { Kind: TokenKind.Word, Text: "end" or "else" } word:
                    at++;
                    end = word.Text;
                    return nodes;
                case TokenKind.Open:
                    nodes.Add(Action());
                    break;
                default:
                    throw new TemplateException($"'{token.Text}' is not expected");
            }
        }
    }

    private Node Action()
    {
        var word = tokens[at];
        if (word.Kind == TokenKind.Word && word.Text is "if" or "with" or "range")
        {
            at++;
            return Block(word.Text);
        }

        if (word.Kind == TokenKind.Word && word.Text is "break" or "continue")
        {
            at++;
            Close();
            return new Node.Jump(word.Text == "break");
        }

        if (word.Kind == TokenKind.Word && word.Text is "define" or "template" or "block")
            throw new TemplateException($"named templates ({word.Text}) are not part of this subset");
        var pipeline = Pipeline();
        Close();
        return new Node.Print(pipeline);
    }

    private Node Block(string kind)
    {
        var pipeline = Pipeline();
        Close();
        var body = Body(out string? end);
        var otherwise = end switch
        {
            "end" => Empty(),
            "else" => Otherwise(kind),
            _ => throw Unclosed(kind),
        };
        return kind == "range" ? new Node.Range(pipeline, body, otherwise) : new Node.Choice(pipeline, body, otherwise, kind == "with");
    }

    private IReadOnlyList<Node> Empty()
    {
        Close();
        return [];
    }

    private IReadOnlyList<Node> Otherwise(string kind)
    {
        if (tokens[at] is { Kind: TokenKind.Word, Text: "if" or "with" } nested)
        {
            at++;
            return [Block(nested.Text)];
        }

        Close();
        var nodes = Body(out string? end);
        if (end != "end") throw Unclosed(kind);
        Close();
        return nodes;
    }

    private Pipeline Pipeline()
    {
        var variables = new List<string>();
        int start = at;
        while (tokens[at].Kind == TokenKind.Variable && tokens[at + 1].Kind is TokenKind.Comma or TokenKind.Declare or TokenKind.Assign)
        {
            variables.Add(tokens[at].Text);
            at += 2;
            if (tokens[at - 1].Kind != TokenKind.Comma) break;
        }

        bool declares = at > start && tokens[at - 1].Kind == TokenKind.Declare;
        var commands = new List<IReadOnlyList<Term>> { Command() };
        while (tokens[at].Kind == TokenKind.Pipe)
        {
            at++;
            commands.Add(Command());
        }

        return new Pipeline(variables, declares, commands);
    }

    private List<Term> Command()
    {
        var terms = new List<Term>();
        while (tokens[at].Kind is not (TokenKind.Close or TokenKind.Pipe or TokenKind.RightParen or TokenKind.End)) terms.Add(Operand());
        return terms.Count > 0 ? terms : throw new TemplateException("an action is empty");
    }

    private Term Operand()
    {
        var token = tokens[at++];
        Term term = token.Kind switch
        {
            TokenKind.Dot => new Term.Dot(),
            TokenKind.Field => new Term.Member(new Term.Dot(), token.Text),
            TokenKind.Variable => new Term.Variable(token.Text),
            TokenKind.String => new Term.Literal(token.Text),
            TokenKind.Number => new Term.Literal(Number(token.Text)),
            TokenKind.Word => token.Text switch
            {
                "true" => new Term.Literal(true),
                "false" => new Term.Literal(false),
                "nil" => new Term.Literal(null),
                _ => Functions.Known.Contains(token.Text) ? new Term.Function(token.Text) : throw new TemplateException(Unknown(token.Text)),
            },
            TokenKind.LeftParen => Nested(),
            _ => throw new TemplateException($"'{token.Text}' is not expected"),
        };
        while (tokens[at] is { Kind: TokenKind.Field, Spaced: false } member)
        {
            term = new Term.Member(term, member.Text);
            at++;
        }

        return term;
    }

    private Term.Nested Nested()
    {
        var pipeline = Pipeline();
        return tokens[at++].Kind == TokenKind.RightParen ? new Term.Nested(pipeline) : throw new TemplateException("a parenthesis is not closed");
    }

    private void Close()
    {
        if (tokens[at++].Kind != TokenKind.Close) throw new TemplateException($"'{tokens[at - 1].Text}' is not expected before }}}}");
    }

    private static object Number(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)) return whole;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) ? real : throw new TemplateException($"'{text}' is not a number");
    }

    private static string Unknown(string name) => CommandLine.Suggestion.For(name, Functions.Known) is { } near
        ? $"there is no function '{name}'; did you mean '{near}'?"
        : $"there is no function '{name}'; a field is written with a dot, .{name}";

    private static TemplateException Unclosed(string kind) => new($"{{{{{kind}}}}} is not closed with {{{{end}}}}");
}
