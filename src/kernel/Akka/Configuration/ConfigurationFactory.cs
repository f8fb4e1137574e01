using System.Reflection;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Reads <see cref="Config"/> from HOCON text and embedded resources.</summary>
public class ConfigurationFactory
{
    public static Config Empty => ParseString("");

    /// <summary>Parses <paramref name="hocon"/>; an <c>include "name"</c> asks <paramref name="includeCallback"/> for the named text.</summary>
    /// <exception cref="FormatException">The text is not HOCON; the message carries line and column.</exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot>? includeCallback) =>
        new(Parser.Parse(hocon, includeCallback));

    public static Config ParseString(string hocon) => ParseString(hocon, null);

    /// <summary>The configuration of the process. Application configuration files are not consulted, so it is empty.</summary>
    public static Config Load() => Empty;

    /// <summary>The settings that every actor system falls back to.</summary>
    public static Config Default() => FromResource("Akka.Configuration.akka.conf", typeof(ConfigurationFactory).Assembly);

    public static Config FromResource(string resourceName, object instanceInAssembly) => instanceInAssembly switch
    {
        Type type => FromResource(resourceName, type.Assembly),
        Assembly assembly => FromResource(resourceName, assembly),
        _ => FromResource(resourceName, instanceInAssembly.GetType().Assembly),
    };

    public static Config FromResource<TAssembly>(string resourceName) =>
        FromResource(resourceName, typeof(TAssembly).Assembly);

    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"Assembly {assembly.GetName().Name} has no resource '{resourceName}'.");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }
}
