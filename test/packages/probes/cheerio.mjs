import * as cheerio from "cheerio/slim";
export default function probe() {
  const $ = cheerio.load(
    '<ul id="fruits"><li class="apple">Apple</li><li class="orange" data-x="1">Orange</li><li class="pear">Pear</li></ul>',
  );
  const r = {
    sel: $(".apple", "#fruits").text(),
    attr: $("ul .pear").attr("class"),
    len: $("li").length,
    map: $("li")
      .map((i, e) => $(e).text().length)
      .get(),
    nth: $("li:nth-child(2)").html(),
    data: $(".orange").data("x"),
    has: $("ul").has(".pear").length,
    not: $("li").not(".pear").length,
  };
  $("h2").text("x");
  $("li.apple").addClass("red").after('<li class="plum">Plum</li>');
  $(".orange").remove();
  $("ul").append($("<li/>").text("<esc>"));
  return {
    ...r,
    html: $.html(),
    parent: $(".plum").parent().attr("id"),
    next: $(".plum").next().text(),
    filt: $("li").filter((i, e) => $(e).hasClass("red")).length,
    closest: $(".plum").closest("ul").length,
    is: $(".plum").is("li"),
    each: (() => {
      let s = "";
      $("li").each((i, e) => {
        s += $(e).text()[0];
      });
      return s;
    })(),
    ser: $('<form><input name="a" value="1"><input name="b" value="2"></form>').serialize(),
    ext: $("ul").extract({ items: ["li"] }).items,
  };
}
