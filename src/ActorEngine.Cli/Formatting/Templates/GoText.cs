using System.Collections;
using System.Globalization;
using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Formatting.Templates;

/// <summary>How Go prints a value (%v).</summary>
internal static class GoText
{
    /// <summary>What a map answers for a key it does not have.</summary>
    public static readonly object NoValue = new();

    public static string Of(object? value) => value switch
    {
        // A field that is not set is a nil pointer to Go.
        null => "<nil>",
        string text => text,
        bool truth => truth ? "true" : "false",
        TimeSpan duration => GoDuration.Of(duration),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ when value == NoValue => "<no value>",
        Fields { IsMap: true } map => $"map[{string.Join(' ', map.Select(entry => $"{entry.Key}:{Of(entry.Value)}"))}]",
        Fields fields => $"{{{string.Join(' ', fields.Select(entry => Of(entry.Value)))}}}",
        IEnumerable list => $"[{string.Join(' ', list.Cast<object?>().Select(Of))}]",
        _ => value.ToString() ?? "",
    };

    /// <summary>printf: %s %v %d %q %x %t %f with width and precision.</summary>
    public static string Format(string format, IReadOnlyList<object?> values)
    {
        var text = new StringBuilder();
        int next = 0;
        for (int at = 0; at < format.Length; at++)
        {
            if (format[at] != '%' || at + 1 == format.Length)
            {
                text.Append(format[at]);
                continue;
            }

            int start = ++at;
            while (at < format.Length - 1 && (char.IsAsciiDigit(format[at]) || format[at] is '-' or '.' or '+')) at++;
            if (format[at] == '%') text.Append('%');
            else if (next == values.Count) text.Append($"%!{format[at]}(MISSING)");
            else text.Append(One(format[at], format[start..at], values[next++]));
        }

        return text.ToString();
    }

    private static string One(char verb, string width, object? value)
    {
        int dot = width.IndexOf('.');
        int? precision = dot >= 0 && int.TryParse(width.AsSpan(dot + 1), out int digits) ? digits : null;
        string body = verb switch
        {
            'q' => FieldsJson.Write(Of(value)),
            'f' => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString($"F{precision ?? 6}", CultureInfo.InvariantCulture),
            'x' when value is long number => number.ToString("x", CultureInfo.InvariantCulture),
            's' when precision is { } length && Of(value) is var full && full.Length > length => full[..length],
            _ => Of(value),
        };
        string columns = dot >= 0 ? width[..dot] : width;
        bool left = columns.StartsWith('-');
        return !int.TryParse(columns.TrimStart('-', '+'), out int wanted) ? body : left ? body.PadRight(wanted) : body.PadLeft(wanted);
    }
}
