using Newtonsoft.Json;

namespace Akka.Serialization;

/// <summary>Changes to the settings of <see cref="NewtonSoftJsonSerializer"/>, given in code when a system is created.</summary>
public sealed class NewtonSoftJsonSerializerSetup : Actor.Setup.Setup
{
    private NewtonSoftJsonSerializerSetup(Action<JsonSerializerSettings> settings) => ApplySettings = settings;

    public Action<JsonSerializerSettings> ApplySettings { get; }

    public static NewtonSoftJsonSerializerSetup Create(Action<JsonSerializerSettings> settings) => new(settings);
}
