namespace Akka.Event;

/// <summary>A place in a template for an argument: <c>{Name,10:N2}</c>.</summary>
internal readonly record struct TemplateHole(string Name, int Width, string? Format)
{
    public static TemplateHole Parse(string inside)
    {
        var colon = inside.IndexOf(':');
        var format = colon < 0 ? null : inside[(colon + 1)..].Trim();
        var head = colon < 0 ? inside : inside[..colon];
        var comma = head.IndexOf(',');
        var width = comma >= 0 && int.TryParse(head[(comma + 1)..].Trim(), out var given) ? given : 0;
        return new TemplateHole((comma < 0 ? head : head[..comma]).Trim(), width, format is { Length: > 0 } ? format : null);
    }
}

/// <summary>A log template cut into text and holes. Doubled braces are text; a brace that is never closed too.</summary>
internal static class MessageTemplate
{
    public static void Walk(string template, Action<string> text, Action<TemplateHole> hole)
    {
        var at = 0;
        var from = 0;
        while (at < template.Length)
        {
            var c = template[at];
            if (c is '{' or '}' && at + 1 < template.Length && template[at + 1] == c)
            {
                text(template[from..(at + 1)]);
                from = at += 2;
            }
            else if (c == '{' && template.IndexOf('}', at) is var end and >= 0)
            {
                text(template[from..at]);
                if (end > at + 1)
                    hole(TemplateHole.Parse(template[(at + 1)..end].Trim()));
                from = at = end + 1;
            }
            else
            {
                at++;
            }
        }

        text(template[from..]);
    }

    /// <summary>The names of the holes in the order of the arguments.</summary>
    public static IReadOnlyList<string> Names(string template)
    {
        if (string.IsNullOrEmpty(template) || !template.Contains('{', StringComparison.Ordinal))
            return [];
        var names = new List<string>();
        Walk(template, _ => { }, hole =>
        {
            if (hole.Name.Length > 0)
                names.Add(hole.Name);
        });
        return names;
    }
}
