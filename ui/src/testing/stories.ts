/** Made-up stories for tests. No place, paper or person in them is meant to be real. */
import type { Block } from "../generated/Block";
import type { Language } from "../generated/Language";
import type { Photo } from "../generated/Photo";
import type { Story } from "../generated/Story";

/** What is laid into a library is dated by the library. */
export function emptyStory(id: string, language: Language, now = new Date()): Story {
  return {
    id,
    state: "draft",
    language,
    fields: {},
    body: [{ type: "paragraph", text: "" }],
    photos: [],
    related: [],
    ignored: [],
    lifted: [],
    passed: [],
    moved: null,
    suggestions: [],
    comments: [],
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  };
}

const p = (text: string): Block => ({ type: "paragraph", text });
const shown = (photo: string): Block => ({ type: "photo", photo, text: "" });

function photo(id: string, picture: string, fields: Photo["fields"]): Photo {
  return {
    id,
    place: "",
    fields,
    origins: {},
    file_name: `${picture}.jpg`,
    media_type: "image/jpeg",
    width: 6000,
    height: 3750,
    sha256: picture,
  };
}

/** Last changed first. */
export function sampleStories(): Story[] {
  return [
    {
      ...emptyStory("story-forge", "vi"),
      fields: {
        kicker: "Làng nghề",
        headline: "Lễ hội rèn làng Vân Sa: giữ lửa bên dòng sông cạn",
        abstract:
          "Mỗi sáng, khi sương còn phủ kín bến, tiếng búa ở làng Vân Sa đã vang lên. Cả làng chỉ còn bảy lò, nhưng năm nay lần đầu có hai người trẻ trở về xin học nghề.",
        byline: "Minh Hạ",
        section: "Đời sống",
        keywords: ["làng nghề", "lễ hội", "thợ rèn"],
        place: "Vân Sa",
        slugline: "van-sa-ren",
        date_published: "2026-11-22",
        source: "Bản tin Bến Sông",
        ednote: "Chờ xác nhận số lò với ban quản lý làng nghề trước khi duyệt.",
      },
      body: [
        p(
          "Con đường vào làng chạy sát mép nước. Những năm lũ lớn, nước lên tới bậc thềm thứ ba; những năm hạn như năm nay, người ta có thể đi bộ ra giữa lòng sông và nhặt được đầu búa cũ.",
        ),
        shown("photo-forge"),
        {
          type: "paragraph",
          text: "Ông Tư Rèn, 71 tuổi, nói lửa không tắt vì thiếu than mà vì thiếu người. “Sắt nguội thì nung lại được,” ông nói, “người nguội nghề thì khó.”",
          marks: [{ type: "italic", start: 104, end: 121 }],
        },
        { type: "heading", level: 1, text: "Bảy lò còn đỏ lửa" },
        {
          type: "paragraph",
          text: "Theo danh sách của ban tổ chức, bảy lò còn lại làm ra khoảng 1.200 con dao mỗi tháng, bằng một phần tư so với mười năm trước.",
          marks: [{ type: "bold", start: 61, end: 84 }],
        },
        { type: "list_item", ordered: false, text: "Ba lò chuyên dao bếp, bán theo đơn đặt trước" },
        { type: "list_item", ordered: false, text: "Hai lò làm nông cụ cho các xã ven sông" },
        { type: "list_item", ordered: false, text: "Hai lò nhận học trò, một nghề có lương từ tháng đầu" },
        { type: "quote", text: "Nghề này không giấu được ai: nhát búa nào vội, lưỡi dao nói ra hết." },
        p(
          "Lễ hội năm nay kéo dài ba ngày. Buổi tối đầu tiên, các lò cùng nổi lửa một lúc, ánh sáng hắt xuống lòng sông cạn như một dải than hồng.",
        ),
        shown("photo-river"),
        p(
          "Sau lễ hội, hai học trò mới sẽ ở lại làng. Họ nói chưa biết mình có theo được nghề không, nhưng đã quen với việc thức dậy lúc bốn giờ sáng.",
        ),
      ],
      photos: [
        photo("photo-forge", "forge", {
          caption: "Một thợ rèn làng Vân Sa bên lò lửa trong buổi sáng khai hội.",
          credit: "Thu An",
          alt_text: "Bóng người thợ giơ búa trước lò rèn đỏ rực.",
          byline: "Thu An",
        }),
        photo("photo-river", "river", {
          caption: "Thuyền chở khách về bến lúc mặt trời lên.",
        }),
        photo("photo-bridge", "bridge", {}),
      ],
      related: [
        { title: "Dao Vân Sa vào bếp nhà hàng", date: "2026-11-20", date_text: "2 ngày trước" },
        { title: "Mùa nước cạn, làng chài đổi nghề", date: null, date_text: "1 tháng trước" },
      ],
    },
    {
      ...emptyStory("story-bridge", "vi"),
      state: "in_review",
      fields: {
        headline: "Cầu gỗ Bãi Dâu mở lại sau ba tháng sửa chữa",
        abstract:
          "Từ sáng thứ Hai, người dân hai bờ không còn phải đi vòng chín cây số. Xe trên hai tấn vẫn chưa được qua cầu.",
        byline: "Quang Lâm",
        section: "Giao thông",
      },
      body: [p("Cầu được thay toàn bộ mặt gỗ và gia cố bốn trụ giữa sông."), shown("photo-bridge-2")],
      photos: [
        photo("photo-bridge-2", "bridge", {
          caption: "Cầu gỗ Bãi Dâu nhìn từ bờ nam.",
          credit: "Quang Lâm",
          alt_text: "Cây cầu gỗ nhiều nhịp bắc qua sông lặng.",
        }),
      ],
    },
    {
      ...emptyStory("story-school", "vi"),
      state: "approved",
      fields: {
        headline: "Lớp học chữ buổi tối ở bến thuyền",
        abstract: "Mười bốn học trò, tuổi từ 9 đến 63, học dưới một bóng đèn sạc bằng bình ắc quy.",
        byline: "Minh Hạ",
        section: "Giáo dục",
      },
      body: [p("Lớp mở ba tối mỗi tuần, sau giờ kéo lưới.")],
    },
    {
      ...emptyStory("story-market", "en"),
      state: "published",
      fields: {
        headline: "The floating market learns to sort its plastic",
        abstract: "Forty boats, three colours of sacks and one very patient collector.",
        byline: "Minh Ha",
        section: "Environment",
      },
      body: [p("On market days the collector's boat leaves before dawn.")],
    },
    {
      ...emptyStory("story-blank", "vi"),
      fields: {},
      body: [p("Ghi chép ở chợ cá: hỏi lại giá dầu, số thuyền ra khơi.")],
    },
  ];
}
