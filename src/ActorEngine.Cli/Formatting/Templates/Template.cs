using ActorEngine.Cli.CommandLine;

namespace ActorEngine.Cli.Formatting.Templates;

/// <summary>A Go template (text/template) as Docker's users write them for <c>--format</c>: fields, pipelines, if, with, range, variables and Docker's functions.</summary>
internal sealed class Template
{
    private readonly IReadOnlyList<Node> nodes;

    /// <exception cref="TemplateException">It is malformed.</exception>
    public Template(string source) => nodes = TemplateParser.Parse(source);

    /// <summary>Parses the value of <c>--format</c>. Outside actions, \t and \n stand for a tab and a line break.</summary>
    /// <exception cref="UsageException">It is malformed.</exception>
    public static Template Of(Arguments arguments, string source)
    {
        try
        {
            return new Template(Unescape(source));
        }
        catch (TemplateException error)
        {
            throw arguments.Wrong("format", $"{error.Message}.");
        }
    }

    /// <exception cref="TemplateException">It asks for something that is not there.</exception>
    public string Render(object? value) => new Evaluator(value).Run(nodes);

    private static string Unescape(string source)
    {
        var text = new System.Text.StringBuilder();
        bool action = false;
        for (int at = 0; at < source.Length; at++)
        {
            if (string.CompareOrdinal(source, at, "{{", 0, 2) == 0) action = true;
            else if (string.CompareOrdinal(source, at, "}}", 0, 2) == 0) action = false;
            if (!action && source[at] == '\\' && at + 1 < source.Length && source[at + 1] is ('t' or 'n')) text.Append(source[++at] == 't' ? '\t' : '\n');
            else text.Append(source[at]);
        }

        return text.ToString();
    }
}
