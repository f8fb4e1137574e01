using System.Diagnostics.CodeAnalysis;

namespace Akka.Event;

/// <summary>An entry as a template with named values, for loggers that keep them apart.</summary>
public static class LogEventExtensions
{
    /// <summary>The values of the template and of the adapter; false where the entry has neither.</summary>
    public static bool TryGetProperties(this LogEvent evt, [NotNullWhen(true)] out IReadOnlyDictionary<string, object>? properties)
    {
        var message = evt.Message as LogMessage;
        properties = message?.GetProperties();
        if (evt.Context is { Length: > 0 } context)
        {
            var merged = new Dictionary<string, object>(properties ?? new Dictionary<string, object>());
            foreach (var (name, value) in context)
                merged[name] = value!;
            properties = merged;
        }

        return properties is not null;
    }

    public static IReadOnlyList<string> GetPropertyNames(this LogEvent evt) => evt.Message is LogMessage message ? message.PropertyNames : [];

    public static string GetTemplate(this LogEvent evt) => evt.Message is LogMessage message ? message.Format : evt.Message?.ToString() ?? "";

    public static IEnumerable<object> GetParameters(this LogEvent evt) => evt.Message is LogMessage message ? message.Parameters() : [];
}
