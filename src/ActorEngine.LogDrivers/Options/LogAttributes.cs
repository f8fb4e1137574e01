using System.Text;
using System.Text.RegularExpressions;
using ActorEngine.Contracts;

namespace ActorEngine.LogDrivers;

/// <summary>The labels and environment variables that a container's log options name.</summary>
public static class LogAttributes
{
    /// <summary>In the order of their names. The tag is among them where the options have one and the driver's records have no other place for it.</summary>
    public static IReadOnlyDictionary<string, string> Of(ContainerView view)
    {
        var plan = LogPlan.Of(view.Inspection.Settings.Log);
        var attributes = new SortedDictionary<string, string>(Named(view, plan.Options), StringComparer.Ordinal);
        if (plan.Driver is LogDriver.Local or LogDriver.JsonFile && plan.Options.TryGetValue("tag", out string? template) && TagTemplate.Render(template, view) is { Length: > 0 } tag)
            attributes["tag"] = tag;
        return attributes;
    }

    /// <summary>As <c>logs --details</c> shows them: name=value, escaped as in a URL's query, separated by commas.</summary>
    public static string Text(IReadOnlyDictionary<string, string> attributes) =>
        string.Join(',', attributes.Select(pair => $"{Escape(pair.Key)}={Escape(pair.Value)}"));

    internal static Dictionary<string, string> Named(ContainerView view, IReadOnlyDictionary<string, string> options)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Choose(found, view.Summary.Labels, options.GetValueOrDefault("labels"), options.GetValueOrDefault("labels-regex"));
        Choose(found, Environment(view.Inspection), options.GetValueOrDefault("env"), options.GetValueOrDefault("env-regex"));
        return found;
    }

    private static void Choose(Dictionary<string, string> found, IReadOnlyDictionary<string, string> from, string? names, string? pattern)
    {
        foreach (string name in (names ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (from.TryGetValue(name, out string? value)) found[name] = value;
        if (pattern is not { Length: > 0 }) return;
        var expression = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        foreach (var (name, value) in from)
            if (expression.IsMatch(name)) found[name] = value;
    }

    private static Dictionary<string, string> Environment(ContainerInspection container)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in container.ImageConfiguration.Environment.Concat(container.Settings.Environment))
        {
            int equals = entry.IndexOf('=');
            if (equals > 0) variables[entry[..equals]] = entry[(equals + 1)..];
        }

        return variables;
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~') escaped.Append((char)b);
            else if (b == ' ') escaped.Append('+');
            else escaped.Append('%').Append(b.ToString("X2"));
        }

        return escaped.ToString();
    }
}
