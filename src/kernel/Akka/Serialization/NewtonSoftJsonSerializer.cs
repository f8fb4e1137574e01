using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization.Json;
using Newtonsoft.Json;

namespace Akka.Serialization;

/// <summary>
/// Writes any object as JSON by reflection, with its type's name: what System.Object is bound to unless configuration says otherwise. Json.NET is loaded
/// with the first object. A program that is compiled ahead of time has this type only where its project keeps it.
/// </summary>
public class NewtonSoftJsonSerializer : Serializer
{
    private readonly Lazy<JsonForm> _form;

    public NewtonSoftJsonSerializer(ExtendedActorSystem system)
        : this(system, NewtonSoftJsonSerializerSettings.Default)
    {
    }

    public NewtonSoftJsonSerializer(ExtendedActorSystem system, Config config)
        : this(system, NewtonSoftJsonSerializerSettings.Create(config))
    {
    }

    public NewtonSoftJsonSerializer(ExtendedActorSystem system, NewtonSoftJsonSerializerSettings settings)
        : base(system) => _form = new Lazy<JsonForm>(() => new JsonForm(system, settings));

    public JsonSerializerSettings Settings => _form.Value.Settings;

    /// <summary>The <see cref="JsonSerializer"/>.</summary>
    public object Serializer => _form.Value.Serializer;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => _form.Value.Write(obj);

    public override object FromBinary(byte[] bytes, Type type) => _form.Value.Read(bytes, type)!;
}
