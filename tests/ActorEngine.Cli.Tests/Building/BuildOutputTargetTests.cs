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
    [InlineData("type=oci,dest=d,tar=false", BuildExport.OciLayout, "d", true)]
    [InlineData("type=registry,name=a", BuildExport.Image, "", false)]
    [InlineData("type=image,name=a", BuildExport.Image, "", false)]
    [InlineData("type=cacheonly", BuildExport.CacheOnly, "", false)]
    public void A_specification_says_what_goes_where(string text, object export, string destination, bool unpacks)
    {
        BuildOutputTarget target = BuildOutputTarget.Parse(text);
        Assert.Equal(((BuildExport)export, destination, unpacks), (target.Export, target.Destination, target.Unpacks));
    }

    [Theory]
    [InlineData("type=image,name=a,push=true", true)]
    [InlineData("type=registry,name=a", true)]
    [InlineData("type=registry,name=a,push=false", false)]
    [InlineData("type=image,name=a", false)]
    public void An_image_is_pushed_where_that_is_said(string text, bool pushes) => Assert.Equal(pushes, BuildOutputTarget.Parse(text).Pushes);

    [Theory]
    [InlineData("type=local")]
    [InlineData("type=what")]
    [InlineData("type=local,dest=d,push=true")]
    [InlineData("type=image,push=perhaps")]
    [InlineData("type=tar,tar=false")]
    [InlineData("type=oci,tar=false")]
    [InlineData("type=tar,path=x")]
    public void What_makes_no_sense_is_refused(string text) => Assert.Throws<FormatException>(() => BuildOutputTarget.Parse(text));
}
