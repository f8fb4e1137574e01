using System.Diagnostics.CodeAnalysis;
using System.Text;
using Akka.Actor;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;

namespace Akka.Serialization.Json;

/// <summary>Json.NET, set up as the published serializer is: what one writes the other reads.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed program that keeps this serializer keeps the types that it writes.")]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "As above.")]
[UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "As above.")]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above.")]
internal sealed class JsonForm
{
    public JsonForm(ExtendedActorSystem? system, NewtonSoftJsonSerializerSettings chosen)
    {
        Settings = new JsonSerializerSettings
        {
            PreserveReferencesHandling = chosen.PreserveObjectReferences ? PreserveReferencesHandling.Objects : PreserveReferencesHandling.None,
            TypeNameHandling = chosen.EncodeTypeNames ? TypeNameHandling.All : TypeNameHandling.None,
            NullValueHandling = NullValueHandling.Ignore,
            DefaultValueHandling = DefaultValueHandling.Ignore,
            MissingMemberHandling = MissingMemberHandling.Ignore,
            ConstructorHandling = ConstructorHandling.AllowNonPublicDefaultConstructor,
            SerializationBinder = new PublishedNames(),
        };
        if (system is not null && system.Settings.Setup.Get<NewtonSoftJsonSerializerSetup>() is { HasValue: true } setup) setup.Value.ApplySettings(Settings);
        foreach (var type in chosen.Converters) Settings.Converters.Add(Make(type, system));
        Settings.Converters.Add(new SurrogateConverter(system, () => Serializer!));
        Settings.Converters.Add(new DiscriminatedUnionConverter());
        Settings.ObjectCreationHandling = ObjectCreationHandling.Replace;
        Settings.ContractResolver = new PrivateSetters();
        Serializer = JsonSerializer.Create(Settings);
    }

    public JsonSerializerSettings Settings { get; }

    public JsonSerializer Serializer { get; }

    public byte[] Write(object value) => Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(value, Formatting.None, Settings));

    public object? Read(byte[] bytes, Type type)
    {
        var read = JsonConvert.DeserializeObject(Encoding.UTF8.GetString(bytes), Settings);
        return ((SurrogateConverter)Settings.Converters.First(converter => converter is SurrogateConverter)).Restore(read, type);
    }

    private static JsonConverter Make(Type type, ExtendedActorSystem? system) => (JsonConverter)(type.GetConstructor([typeof(ExtendedActorSystem)]) is null
        ? Activator.CreateInstance(type)
        : Activator.CreateInstance(type, system))!;
}
