using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Util.Reflection;

namespace Akka.Serialization;

/// <summary>Reads akka.actor.serialization-identifiers.</summary>
public static class SerializerIdentifierHelper
{
    private const string Section = "akka.actor.serialization-identifiers";

    /// <summary>The number of a serializer type.</summary>
    /// <exception cref="ArgumentException">Configuration gives none.</exception>
    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        var identifiers = system.Settings.Config.GetConfig(Section);
        foreach (var (name, value) in identifiers.AsEnumerable())
        {
            if (TypeCache.Find(name) == type)
                return value.GetInt();
        }

        throw new ArgumentException($"Couldn't find serializer id for [{type}] under [{Section}] HOCON path", nameof(type));
    }
}
