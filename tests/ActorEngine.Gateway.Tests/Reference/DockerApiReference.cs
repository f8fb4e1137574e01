using System.Text;
using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Tests.Reference;

/// <summary>Renders the table of operations in docs/docker-api.md from the routes.</summary>
internal static class DockerApiReference
{
    public const string Begin = "<!-- operations: generated from the routes; ACTORENGINE_GOLDEN=write deploy/test Gateway rewrites it -->\n", End = "<!-- end of the operations -->\n";

    public static string Render(RouteTable table)
    {
        var text = new StringBuilder();
        foreach (var group in table.Groups.GroupBy(group => group.Name))
        {
            text.Append($"\n### {group.Key}\n\n| Operation | Request | Since | Remarks |\n| --- | --- | --- | --- |\n");
            foreach (var route in group.SelectMany(part => part.Routes))
                text.Append($"| {route.Operation} | `{route.Method} {route.Pattern}` | {(route.Since > ApiVersion.Oldest ? route.Since.ToString() : "")} | {route.Summary.Replace("|", "\\|")} |\n");
        }

        return text.Append('\n').ToString();
    }

    /// <summary>The page with its table replaced.</summary>
    public static string Into(string page, string table)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal), end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) throw new InvalidOperationException("docs/docker-api.md has lost the marks around its operations.");
        return page[..(begin + Begin.Length)] + table + page[end..];
    }
}
