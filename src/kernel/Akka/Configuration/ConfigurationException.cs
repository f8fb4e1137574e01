using Akka.Actor;

namespace Akka.Configuration;

/// <summary>A setting is missing, has the wrong form, or a HOCON text cannot be read.</summary>
public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception? exception)
        : base(message, exception!)
    {
    }

    /// <summary>The fault of a component <typeparamref name="T"/> that got no configuration at <paramref name="path"/>.</summary>
    public static ConfigurationException NullOrEmptyConfig<T>(string? path = null) =>
        new(string.IsNullOrWhiteSpace(path)
            ? $"Failed to instantiate {typeof(T).Name}: configuration is null or empty."
            : $"Failed to instantiate {typeof(T).Name}: configuration path `{path}` is null or empty.");
}
