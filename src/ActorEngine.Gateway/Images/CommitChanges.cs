using System.Globalization;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Images;

/// <summary>A configuration as the Dockerfile instructions that give it.</summary>
internal static class CommitChanges
{
    public static IEnumerable<string> Of(CommitConfiguration? configuration)
    {
        if (configuration is null) yield break;
        if (configuration.User is { Length: > 0 } user) yield return $"USER {Plain(user)}";
        if (configuration.WorkingDir is { Length: > 0 } directory) yield return $"WORKDIR {Plain(directory)}";
        if (configuration.StopSignal is { Length: > 0 } signal) yield return $"STOPSIGNAL {signal}";
        foreach (string variable in Some(configuration.Env))
        {
            int equals = variable.IndexOf('=');
            if (equals > 0) yield return $"ENV {variable[..equals]}={Quoted(variable[(equals + 1)..])}";
        }

        foreach (var (key, value) in configuration.Labels ?? []) yield return $"LABEL {Quoted(key)}={Quoted(value ?? "")}";
        foreach (string port in configuration.ExposedPorts?.Keys ?? Enumerable.Empty<string>()) yield return $"EXPOSE {port}";
        if (configuration.Volumes is { Count: > 0 } volumes) yield return $"VOLUME {FieldsJson.Write(volumes.Keys.Select(Plain))}";
        if (configuration.Entrypoint is { Count: > 0 } entrypoint) yield return $"ENTRYPOINT {FieldsJson.Write(entrypoint)}";
        if (configuration.Cmd is { Count: > 0 } command) yield return $"CMD {FieldsJson.Write(command)}";
        foreach (string trigger in Some(configuration.OnBuild)) yield return $"ONBUILD {trigger}";
        if (configuration.Healthcheck?.Test is { Count: > 0 } test) yield return Healthcheck(configuration.Healthcheck, [.. Some(test)]);
    }

    private static string Healthcheck(CommitHealthcheck check, IReadOnlyList<string> test)
    {
        if (test[0] == "NONE") return "HEALTHCHECK NONE";
        List<string> words = ["HEALTHCHECK"];
        void Add(string flag, long nanoseconds)
        {
            if (nanoseconds > 0) words.Add($"--{flag}={(nanoseconds / 1_000_000).ToString(CultureInfo.InvariantCulture)}ms");
        }

        Add("interval", check.Interval);
        Add("timeout", check.Timeout);
        Add("start-period", check.StartPeriod);
        Add("start-interval", check.StartInterval);
        if (check.Retries > 0) words.Add($"--retries={check.Retries.ToString(CultureInfo.InvariantCulture)}");
        words.Add("CMD");
        words.Add(test[0] == "CMD-SHELL" ? test[1] : FieldsJson.Write(test.Skip(1)));
        return string.Join(' ', words);
    }

    // A value is taken as it is: nothing in it is a variable.
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("$", "\\$")}\"";

    private static string Plain(string text) => text.Replace("$", "\\$");

    private static IEnumerable<string> Some(IEnumerable<string?>? list) => list?.OfType<string>() ?? [];
}
