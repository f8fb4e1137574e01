using System.Reflection;
using Akka.Configuration;

namespace ActorEngine.Daemon;

/// <summary>Reads the built-in defaults and the operator's files over them.</summary>
internal static class ConfigurationFiles
{
    /// <summary>The section that the engine's own settings stand in.</summary>
    public const string Section = "actorengine";

    /// <summary>The defaults, as shipped in <c>hocon/</c>.</summary>
    public static Config Reference() => Embedded("actorengine.conf").WithFallback(Embedded("akka.conf"));

    /// <summary>The operator's files, later names over earlier ones; null where there is none.</summary>
    /// <exception cref="StartException">A file cannot be read or is no HOCON.</exception>
    public static Config? Operator(string directory)
    {
        if (!Directory.Exists(directory)) return null;
        Config? merged = null;
        foreach (string file in Directory.EnumerateFiles(directory, "*.hocon").Order(StringComparer.Ordinal))
        {
            var config = Parse(file);
            merged = merged is null ? config : config.WithFallback(merged);
        }

        return merged;
    }

    private static Config Parse(string file)
    {
        try
        {
            string text = File.ReadAllText(file);
            if (HoconBalance.Check(text) is var (line, problem)) throw new StartException($"{file} is no HOCON: line {line}: {problem}.");
            return ConfigurationFactory.ParseString(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"{file} cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is ConfigurationException or FormatException || error.GetType().Namespace?.StartsWith("Akka.Configuration", StringComparison.Ordinal) == true)
        {
            throw new StartException($"{file} is no HOCON: {error.Message}", error);
        }
    }

    private static Config Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("hocon/" + name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
