using ActorEngine.Cli.Building;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Tests.Building;

public sealed class BuildOutputTargetTests
{
    [Theory]
    [InlineData("out", BuildExport.Files, "out", true)]
    [InlineData("-", BuildExport.Files, "-", false)]
    [InlineData("type=local,dest=d", BuildExport.Files, "d", true)]
    [InlineData("type=tar", BuildExport.Files, "-", false)]
    [InlineData("type=docker,dest=x.tar", BuildExport.DockerArchive, "x.tar", false)]
    [InlineData("type=docker", BuildExport.Image, "", false)]
    [InlineData("type=oci,dest=x.tar", BuildExport.OciLayout, "x.tar", false)]
    [InlineData("type=image,name=a", BuildExport.Image, "", false)]
    [InlineData("type=cacheonly", BuildExport.CacheOnly, "", false)]
    public void A_specification_says_what_goes_where(string text, object export, string destination, bool unpacks)
    {
        BuildOutputTarget target = BuildOutputTarget.Parse(text);
        Assert.Equal(((BuildExport)export, destination, unpacks), (target.Export, target.Destination, target.Unpacks));
    }

    [Theory]
    [InlineData("type=local")]
    [InlineData("type=what")]
    [InlineData("type=image,push=true")]
    [InlineData("type=tar,path=x")]
    public void What_makes_no_sense_is_refused(string text) => Assert.Throws<FormatException>(() => BuildOutputTarget.Parse(text));
}
