using System.Globalization;
using System.Text;

namespace Akka.Event;

/// <summary>Templates with names, <c>{User}</c>, filled in the order of the arguments; those of string.Format work as well.</summary>
public sealed class SemanticLogMessageFormatter : ILogMessageFormatter
{
    public static readonly SemanticLogMessageFormatter Instance = new();

    private SemanticLogMessageFormatter()
    {
    }

    public string Format(string format, params object[] args)
    {
        if (string.IsNullOrEmpty(format))
            return "";
        var names = args is { Length: > 0 } ? MessageTemplate.Names(format) : [];
        if (names.Count == 0 || !int.TryParse(names[0], out _))
            return Named(format, names.Count == 0 ? null : args);
        try
        {
            return string.Format(CultureInfo.CurrentCulture, format, args!);
        }
        catch (FormatException)
        {
            return Complaint(format, string.Join(", ", args!));
        }
    }

    public string Format(string format, IEnumerable<object> args) => Format(format, args as object[] ?? args?.ToArray() ?? []);

    /// <summary>What is printed where a template does not fit its arguments.</summary>
    internal static string Complaint(string format, string args) =>
        $"[INVALID LOG FORMAT] str=[{format}], args=[{args}]. Please fix the format string in the logging call site.";

    /// <summary>Without arguments only doubled braces are made single.</summary>
    private static string Named(string format, object?[]? args)
    {
        if (args is null)
            return format.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
        var result = new StringBuilder();
        var next = 0;
        MessageTemplate.Walk(
            format,
            text => result.Append(text),
            hole =>
            {
                if (next < args.Length)
                    result.Append(Padded(Shown(args[next++], hole.Format), hole.Width));
                else
                    result.Append('{').Append(hole.Name).Append('}');
            });
        return result.ToString();
    }

    private static string Shown(object? value, string? format)
    {
        if (value?.ToString() is not { } text)
            return "null";
        if (format is null)
            return text;
        try
        {
            return string.Format(CultureInfo.CurrentCulture, "{0:" + format + "}", value);
        }
        catch (FormatException)
        {
            return text;
        }
    }

    private static string Padded(string text, int width) => width > 0 ? text.PadLeft(width) : text.PadRight(-width);
}
