using System.Diagnostics.CodeAnalysis;
using Akka.Configuration;
using Newtonsoft.Json;

namespace Akka.Serialization;

/// <summary>What can be chosen of <see cref="NewtonSoftJsonSerializer"/>: akka.actor.serialization-settings.json.</summary>
public sealed class NewtonSoftJsonSerializerSettings
{
    public static readonly NewtonSoftJsonSerializerSettings Default = new(true, true, [], true, 2048, 32768);

    /// <exception cref="ArgumentNullException">There are no converters.</exception>
    public NewtonSoftJsonSerializerSettings(bool encodeTypeNames, bool preserveObjectReferences, IEnumerable<Type> converters, bool usePooledStringBuilder, int stringBuilderMinSize, int stringBuilderMaxSize)
    {
        Converters = converters ?? throw new ArgumentNullException(nameof(converters), $"{nameof(NewtonSoftJsonSerializerSettings)} requires a sequence of converters.");
        (EncodeTypeNames, PreserveObjectReferences, UsePooledStringBuilder) = (encodeTypeNames, preserveObjectReferences, usePooledStringBuilder);
        (StringBuilderMinSize, StringBuilderMaxSize) = (stringBuilderMinSize, stringBuilderMaxSize);
    }

    /// <summary>Types of <see cref="JsonConverter"/> that go before the standard ones; made without arguments or with the system.</summary>
    public IEnumerable<Type> Converters { get; }

    /// <summary>Each object has its type's name.</summary>
    public bool EncodeTypeNames { get; }

    /// <summary>An object that appears twice is written once.</summary>
    public bool PreserveObjectReferences { get; }

    public int StringBuilderMaxSize { get; }

    public int StringBuilderMinSize { get; }

    public bool UsePooledStringBuilder { get; }

    /// <exception cref="ConfigurationException">The section is empty.</exception>
    /// <exception cref="ArgumentException">A type under converters is no converter.</exception>
    public static NewtonSoftJsonSerializerSettings Create(Config config)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<NewtonSoftJsonSerializerSettings>();
        return new NewtonSoftJsonSerializerSettings(
            config.GetBoolean("encode-type-names", true),
            config.GetBoolean("preserve-object-references", true),
            [.. config.GetStringList("converters", []).Select(ConverterType)],
            config.GetBoolean("use-pooled-string-builder", true),
            config.GetInt("pooled-string-builder-minsize", 2048),
            config.GetInt("pooled-string-builder-maxsize", 32768));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = "Types named in configuration are rooted by the application that names them.")]
    private static Type ConverterType(string name)
    {
        var type = Type.GetType(name, throwOnError: true)!;
        return typeof(JsonConverter).IsAssignableFrom(type) ? type : throw new ArgumentException($"Type {type} doesn't inherit from a {typeof(JsonConverter)}.");
    }
}
