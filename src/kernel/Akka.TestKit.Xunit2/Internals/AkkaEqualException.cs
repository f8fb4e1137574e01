using System.Globalization;
using System.Runtime.Serialization;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Two values of a test differ.</summary>
[Serializable]
public class AkkaEqualException : XunitException
{
    public AkkaEqualException(string format = "", params object[] args)
        : base(Text(format, args))
    {
    }

    protected AkkaEqualException(SerializationInfo info, StreamingContext context)
        : base(info.GetString("Message"))
    {
    }

    public static AkkaEqualException ForMismatchedValues(object? expected, object? actual, string? format = null, params object[] args) =>
        new($"Assert.Equal() Failure: {format ?? "Values differ"}{Environment.NewLine}Expected: {Shown(expected)}{Environment.NewLine}Actual:   {Shown(actual)}", args);

    /// <summary>The text with its arguments; a text that is no format string stays as it is.</summary>
    internal static string? Text(string format, object[]? args)
    {
        if (string.IsNullOrEmpty(format))
            return null;
        if (args is not { Length: > 0 })
            return format;
        try
        {
            return string.Format(CultureInfo.InvariantCulture, format, args);
        }
        catch (FormatException)
        {
            return $"[Could not string.Format(\"{format}\", {string.Join(", ", args)})]";
        }
    }

    private static string Shown(object? value) =>
        (value as string ?? ArgumentFormatter.Format(value)).Replace(Environment.NewLine, Environment.NewLine + new string(' ', 10), StringComparison.Ordinal);
}
