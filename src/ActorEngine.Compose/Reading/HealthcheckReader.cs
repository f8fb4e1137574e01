using ActorEngine.Cli.Values;
using ActorEngine.Compose.Yaml;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

/// <summary>A service's healthcheck. Compose specification: healthcheck.</summary>
internal static class HealthcheckReader
{
    public static HealthcheckSettings Read(Fields fields)
    {
        var settings = new HealthcheckSettings
        {
            Test = Test(fields),
            Interval = fields.Parsed("interval", Scalars.Nanoseconds) ?? 0,
            Timeout = fields.Parsed("timeout", Scalars.Nanoseconds) ?? 0,
            StartPeriod = fields.Parsed("start_period", Scalars.Nanoseconds) ?? 0,
            StartInterval = fields.Parsed("start_interval", Scalars.Nanoseconds) ?? 0,
            Retries = fields.Parsed("retries", Numbers.Count) ?? 0,
        };
        bool disabled = fields.Is("disable");
        fields.Done();
        return disabled ? new HealthcheckSettings { Test = ["NONE"] } : settings;
    }

    private static IReadOnlyList<string> Test(Fields fields)
    {
        if (fields.Take("test") is TextNode text) return ["CMD-SHELL", text.Text];
        var words = fields.Words("test");
        if (words.Count == 0 || words[0] == "NONE") return words;
        if (words[0] is not ("CMD" or "CMD-SHELL" or "HTTP" or "TCP")) throw fields.Wrong("test", null, $"'{words[0]}': the list begins with CMD, CMD-SHELL, HTTP, TCP or NONE");
        return words.Count > 1 || words[0] == "HTTP" ? words : throw fields.Wrong("test", null, "the command is missing");
    }
}
