namespace Akka.Configuration.Hocon;

/// <summary>How text is printed back.</summary>
internal static class HoconText
{
    public static string QuoteIfNeeded(string? text)
    {
        if (text is null) return "";
        return text.AsSpan().IndexOfAny(' ', '\t', ':') >= 0 ? $"\"{text}\"" : text;
    }
}
