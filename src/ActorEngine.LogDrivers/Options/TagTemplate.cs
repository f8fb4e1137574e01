using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.LogDrivers;

/// <summary>The option <c>tag</c>: text with fields of the container in double braces, as Docker has them.</summary>
internal static class TagTemplate
{
    private static readonly Dictionary<string, Func<ContainerView, string>> Table = new(StringComparer.Ordinal)
    {
        [".ID"] = view => view.Id.Short,
        [".FullID"] = view => view.Id.Value,
        [".Name"] = view => view.Summary.Name,
        [".ImageID"] = view => ShortDigest(view.Summary.ImageId.Value ?? ""),
        [".ImageFullID"] = view => view.Summary.ImageId.Value ?? "",
        [".ImageName"] = view => view.Summary.Image,
        [".Command"] = view => view.Summary.Command,
        [".DaemonName"] = _ => "actorengine",
    };

    /// <summary>All fields.</summary>
    public static IEnumerable<string> Fields => Table.Keys;

    /// <summary>What is wrong with a template, a sentence; null when nothing is.</summary>
    public static string? Fault(string template)
    {
        foreach (var (text, isField) in Parts(template))
        {
            if (!isField && text.Contains("{{", StringComparison.Ordinal)) return "a {{ is not closed by }}.";
            if (isField && !Table.ContainsKey(text)) return $"there is no field '{text}'; the fields are {string.Join(", ", Fields)}.";
        }

        return null;
    }

    /// <summary>The tag of a container; a template that is empty gives an empty one.</summary>
    public static string Render(string template, ContainerView view)
    {
        var tag = new StringBuilder();
        foreach (var (text, isField) in Parts(template)) tag.Append(isField ? Table.GetValueOrDefault(text)?.Invoke(view) ?? "" : text);
        return tag.ToString();
    }

    private static IEnumerable<(string Text, bool IsField)> Parts(string template)
    {
        while (template.Length > 0)
        {
            int open = template.IndexOf("{{", StringComparison.Ordinal);
            int close = open < 0 ? -1 : template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                yield return (template, false);
                yield break;
            }

            if (open > 0) yield return (template[..open], false);
            yield return (template[(open + 2)..close].Trim(), true);
            template = template[(close + 2)..];
        }
    }

    private static string ShortDigest(string digest) => digest.Length >= 12 ? digest[..12] : digest;
}
