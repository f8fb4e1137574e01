using ActorEngine.Contracts;

namespace ActorEngine.Builder.Tests;

public sealed class EmbeddedCacheTests
{
    private static readonly Digest[] Chains = [new("sha256:a"), new("sha256:b"), new("sha256:c")];

    [Fact]
    public void An_image_brings_its_steps_along()
    {
        EmbeddedStep[] steps = [new(new string('1', 64), 2, IsEmpty: false, DateTimeOffset.UnixEpoch), new(new string('2', 64), 0, IsEmpty: true, DateTimeOffset.UnixEpoch)];
        byte[] configuration = ConfigurationJson.Write(new ImageSpec(), DateTimeOffset.UnixEpoch, [], steps);
        var read = EmbeddedCache.Read(configuration, Chains);
        Assert.Equal(
            [(steps[0].Key, new StepResult(Chains[1], false, DateTimeOffset.UnixEpoch)), (steps[1].Key, new StepResult(null, true, DateTimeOffset.UnixEpoch))], read);
    }

    [Theory]
    [InlineData("""{"actorengine.buildcache.v1":5}""")]
    [InlineData("""{"actorengine.buildcache.v1":[5,{"key":"short","layers":1},{"key":"1111111111111111111111111111111111111111111111111111111111111111","layers":9}]}""")]
    [InlineData("{}")]
    public void What_makes_no_sense_is_left(string configuration) =>
        Assert.Empty(EmbeddedCache.Read(System.Text.Encoding.UTF8.GetBytes(configuration), Chains));
}
