using System.Globalization;

namespace Akka.Event;

/// <summary>Turns a template and its arguments into text.</summary>
public interface ILogMessageFormatter
{
    string Format(string format, params object[] args);

    string Format(string format, IEnumerable<object> args);
}

/// <summary>Templates as those of string.Format: <c>{0}</c>, <c>{1:N2}</c>.</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    public static readonly DefaultLogMessageFormatter Instance = new();

    private DefaultLogMessageFormatter()
    {
    }

    public string Format(string format, params object[] args) => string.Format(CultureInfo.CurrentCulture, format, args);

    public string Format(string format, IEnumerable<object> args) => string.Format(CultureInfo.CurrentCulture, format, args.ToArray());
}

/// <summary>A template with arguments; it becomes text when somebody prints it.</summary>
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    private IReadOnlyList<string>? _names;
    private IReadOnlyDictionary<string, object>? _properties;

    public LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    public string Format { get; }

    /// <summary>The names in the template, in the order of the arguments.</summary>
    public IReadOnlyList<string> PropertyNames => _names ??= MessageTemplate.Names(Format);

    /// <summary>The arguments by name.</summary>
    public IReadOnlyDictionary<string, object> GetProperties()
    {
        if (_properties is not null)
            return _properties;
        var properties = new Dictionary<string, object>();
        foreach (var (name, value) in PropertyNames.Zip(Parameters()))
            properties[name] = value;
        return _properties = properties;
    }

    /// <summary>The arguments as text, for the case that the template does not fit them.</summary>
    public abstract string Unformatted();

    public abstract IEnumerable<object> Parameters();
}

/// <summary>A template with its arguments in an array.</summary>
internal sealed class DefaultLogMessage(ILogMessageFormatter formatter, string format, params object?[] args) : LogMessage(formatter, format)
{
    public override string ToString() => Formatter.Format(Format, args!);

    public override string Unformatted() => string.Join(",", args);

    public override IEnumerable<object> Parameters() => args!;
}
