using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting.Templates;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Formatting;

/// <summary>A column of a verb's table.</summary>
/// <param name="Field">Its name in templates and JSON.</param>
/// <param name="Header">Its heading.</param>
/// <param name="Shown">Part of the table without <c>--format</c>.</param>
internal sealed record Column(string Field, string Header, bool Shown = true);

/// <summary>How a verb that lists prints: table, table with a template, JSON line each, or template line each.</summary>
internal sealed class Rows
{
    private readonly IReadOnlyList<Column> columns;
    private readonly Template? template;
    private readonly bool table, json;

    /// <exception cref="UsageException">The template is malformed.</exception>
    public Rows(Arguments arguments, IReadOnlyList<Column> columns)
    {
        this.columns = columns;
        string format = arguments.Value("format") ?? "table";
        table = format == "table" || format.StartsWith("table ", StringComparison.Ordinal) || format.StartsWith("table\\t", StringComparison.Ordinal);
        json = format == "json";
        string body = table ? format[5..].Trim() : format;
        if (!json && body.Length > 0) template = Template.Of(arguments, body);
    }

    /// <summary>The option's row.</summary>
    public static Option Option => CommandLine.Option.Value("format", "FORMAT",
        "table (default), json, 'table TEMPLATE', or a Go template such as '{{.Name}}'; the fields are those of the json form.") with { Choices = ["json", "table"] };

    public bool IsTable => table;

    public string Render(IEnumerable<Fields> rows)
    {
        if (json) return string.Concat(rows.Select(row => FieldsJson.Write(row.Sorted()) + "\n"));
        if (!table) return string.Concat(rows.Select(row => template!.Render(row) + "\n"));
        var lines = new List<string>();
        if (template is null)
        {
            var shown = columns.Where(column => column.Shown).ToList();
            lines.Add(string.Join('\t', shown.Select(column => column.Header)));
            lines.AddRange(rows.Select(row => string.Join('\t', shown.Select(column => OneLine(row[column.Field] as string ?? "")))));
        }
        else
        {
            var header = new Fields();
            foreach (var column in columns) header[column.Field] = column.Header;
            lines.Add(template.Render(header));
            lines.AddRange(rows.Select(row => template.Render(row)));
        }

        return Table.Render(lines);
    }

    private static string OneLine(string cell) => cell.AsSpan().IndexOfAny('\t', '\n') < 0 ? cell : cell.Replace('\t', ' ').Replace('\n', ' ');
}
